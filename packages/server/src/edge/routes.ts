import { listCustomAudiences } from './audience-api/custom-audiences.get.ts';
import { createCustomAudience } from './audience-api/custom-audiences.post.ts';
import { deleteCustomAudience } from './audience-api/custom-audiences-id.delete.ts';
import { readCustomAudience } from './audience-api/custom-audiences-id.get.ts';
import { updateCustomAudience } from './audience-api/custom-audiences-id.put.ts';
import { listAsGraphObjects, readAsGraphObject } from './audience-api/customaudiences.get.ts';
import { readLookalikeReport } from './audience-api/lookalikes/report.get.ts';
import { exportLookalikeScores } from './audience-api/lookalikes/scores.get.ts';
import { deleteShare, listShares, putShare } from './audience-api/owner/shares.ts';
import { planUpload } from './audience-api/uploads/plans.post.ts';
import { listUploads, readUpload, readUploadOfAudience } from './audience-api/uploads/uploads.get.ts';
import type { EdgeContext } from './context.ts';
import { UploadReceiver } from './files/upload-receiver.ts';
import { createAdAccount, listAdAccounts } from './operator-api/accounts.ts';
import { changeApp, createApp, deleteApp, listApps, rotateAppSecret } from './operator-api/apps.ts';
import { exportMembers, exportPeople } from './operator-api/exports.ts';
import { correctFeature, listFeatures } from './operator-api/features.ts';
import { readHealth } from './operator-api/health.ts';
import { checkOptOuts, createOptOut, liftOptOuts, listOptOuts, readOptOut } from './operator-api/opt-outs.ts';
import { importPeople, listImports, readImport, readPeopleStats } from './operator-api/people.ts';
import { readRateLimit, setRateLimit } from './operator-api/rate-limit.ts';
import { checkConnection, connectAdAccount, readConnection } from './operator-api/relay/connection.ts';
import { readRelay, retryRelay } from './operator-api/relay/status.ts';
import { createToken, listTokens, revokeToken } from './operator-api/tokens.ts';
import type { Route } from './route.ts';

/** Every call that the server takes. */
export function allRoutes(context: EdgeContext): readonly Route[] {
  const receiver = new UploadReceiver(context);
  return [
    createCustomAudience(context, receiver),
    updateCustomAudience(context, receiver),
    listCustomAudiences(context),
    readCustomAudience(context),
    deleteCustomAudience(context),
    listAsGraphObjects(context),
    readAsGraphObject(context),
    readLookalikeReport(context),
    exportLookalikeScores(context),
    planUpload(context),
    listShares(context),
    putShare(context),
    deleteShare(context),
    listUploads(context),
    readUploadOfAudience(context),
    readUpload(context),
    listAdAccounts(context),
    createAdAccount(context),
    readRateLimit(context),
    setRateLimit(context),
    connectAdAccount(context),
    readConnection(context),
    checkConnection(context),
    readRelay(context),
    retryRelay(context),
    createToken(context),
    listTokens(context),
    revokeToken(context),
    createApp(context),
    listApps(context),
    changeApp(context),
    rotateAppSecret(context),
    deleteApp(context),
    exportPeople(context),
    exportMembers(context),
    importPeople(context),
    listImports(context),
    readImport(context),
    readPeopleStats(context),
    listFeatures(context),
    correctFeature(context),
    createOptOut(context),
    liftOptOuts(context),
    checkOptOuts(context),
    listOptOuts(context),
    readOptOut(context),
    readHealth(context),
  ];
}
