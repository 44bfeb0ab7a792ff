using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Releases;

/// <summary>Says no to a release, with a reason. Nothing has moved.</summary>
internal sealed class DeclineRelease(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE release SET state = 'DECLINED', decided_by = @Subject, decided_as = @ShownAs, decided_at = @now, decline_reason = @Reason
        WHERE release_id = @ReleaseId AND state = 'PROPOSED'
        """);

    public async Task<Release> Handle(DeclineReleaseRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("release_id", request.ReleaseId)
            .Text("reason", request.Reason, max: 1000)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Release.Parser) is { } before)
        {
            return before;
        }

        var now = clock.GetUtcNow();
        var release = await ReleaseRow.LoadToDecide(transaction, request.ReleaseId);
        release.RefuseUnlessProposed(GrantsReasons.ReleaseDecided, GrantsReasons.ReleaseDeclined);
        if (await transaction.Execute(Update, new { caller.Subject, caller.ShownAs, now, request.Reason, release.ReleaseId }) != 1)
        {
            throw new InvalidOperationException($"The release {release.ReleaseId} changed while it was held.");
        }

        var answer = await ReleaseRow.Show(transaction, release.ReleaseId, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }
}
