-- Everybody with the cells that are encoded, each as a column.
(SELECT country, person/*columns*/
FROM /*placed*/)
