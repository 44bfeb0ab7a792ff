using Participatory.Grants.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;

namespace Participatory.Grants.Releases;

/// <summary>Says no to a release, with a reason. Nothing has moved.</summary>
internal sealed class DeclineRelease(Database database, TimeProvider clock)
{
    private static readonly Sql Update = new("""
        UPDATE release SET state = @State, decided_by = @DecidedBy, decided_as = @DecidedAs, decided_at = @DecidedAt,
        decline_reason = @DeclineReason
        WHERE release_id = @ReleaseId AND state = 'PROPOSED'
        """);

    public async Task<Release> Handle(DeclineReleaseRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields()
            .RequestId(request.RequestId)
            .Id("release_id", request.ReleaseId)
            .Text("reason", request)
            .Check();

        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Release.Parser) is { } before)
        {
            return before;
        }

        var release = await ReleaseRow.Lock(transaction, request.ReleaseId);
        if (await transaction.Execute(Update, Decide(release, request.Reason, caller, clock.GetUtcNow())) != 1)
        {
            throw new InvalidOperationException($"The release {release.ReleaseId} changed while it was held.");
        }

        var answer = await ReleaseRow.LoadMessage(transaction, release.ReleaseId, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The release as declined; whoever proposed it may think better of it.</summary>
    /// <exception cref="Refusal">Somebody has decided.</exception>
    internal static ReleaseRow Decide(ReleaseRow release, string reason, Caller caller, DateTimeOffset now)
    {
        release.RefuseUnlessProposed(GrantsReasons.ReleaseDecided, GrantsReasons.ReleaseDeclined, [("who", release.DecidedAs ?? "")]);
        return release.Decided(ReleaseState.Declined, caller, now, reason);
    }
}
