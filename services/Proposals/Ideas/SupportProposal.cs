using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Ideas;

/// <summary>Somebody says that they like an idea: once, by the key of the row. It is not a vote.</summary>
internal sealed class SupportProposal(Database database, TimeProvider clock)
{
    /// <summary>At which numbers the person whose idea it is hears of it.</summary>
    internal static readonly IReadOnlyList<int> Told = [10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

    private static readonly Sql Insert = new("""
        INSERT INTO support (round_id, proposal_id, supporter_subject, supported_at, version)
        SELECT @RoundId, @ProposalId, @Subject, @SupportedAt, @Version
        WHERE NOT EXISTS (
            SELECT 1 FROM support WHERE round_id = @RoundId AND proposal_id = @ProposalId AND supporter_subject = @Subject)
        """);

    // Whoever supports it again supports what it says now, and counts as before.
    private static readonly Sql Renew = new("""
        UPDATE support SET version = @Version
        WHERE round_id = @RoundId AND proposal_id = @ProposalId AND supporter_subject = @Subject AND version < @Version
        """);

    private static readonly Sql Count = new("""
        UPDATE proposal SET supports = supports + 1 WHERE round_id = @RoundId AND proposal_id = @ProposalId
        """);

    public async Task<Proposal> Handle(SupportProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("round_id", request.RoundId).Code("proposal_id", request.ProposalId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is not null)
        {
            return await ProposalView.Load(transaction, request.RoundId, request.ProposalId, caller);
        }

        // The round is only looked at: many people support at once, and only those of the same idea have to queue.
        var round = await RoundRow.Load(transaction, request.RoundId);
        var proposal = await ProposalRow.Lock(transaction, round.RoundId, request.ProposalId);
        var row = Decide(proposal, round, caller, clock.Now(), request.Version);
        var grew = await transaction.Execute(Insert, row) == 1;
        await transaction.Execute(grew ? Count : Renew, row);

        var answer = await ProposalView.Load(transaction, round.RoundId, proposal.ProposalId, caller);
        if (grew && Reached(answer.Supports - 1, answer.Supports) is > 0 and var reached)
        {
            await transaction.Publish(new SupportGrew(
                round.RoundId, proposal.ProposalId, proposal.Title, proposal.ProposerSubject, reached, row.SupportedAt));
        }

        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Proposal { RoundId = round.RoundId, ProposalId = proposal.ProposalId });
        await transaction.Commit();
        return answer;
    }

    /// <summary>Who supports what: an idea that stands, from the first one until the ballot paper is out.</summary>
    /// <param name="read">The version that was read; 0 where it was not said. What was written in between nobody has supported.</param>
    /// <exception cref="Refusal">It was taken back, or it is too early or too late.</exception>
    internal static SupportRow Decide(ProposalRow proposal, RoundRow round, Caller caller, DateTimeOffset now, int read = 0)
    {
        proposal.MustStand();
        Phases.CheckAllowsSupport(round.PhaseNow);
        var version = read > 0 ? Math.Min(read, proposal.Version) : proposal.Version;
        return new SupportRow(round.RoundId, proposal.ProposalId, caller.Subject, now, version);
    }

    /// <summary>The highest number at which somebody hears of it that is reached now and was not before; 0 for none. Pure.</summary>
    internal static int Reached(int before, int now) => Told.LastOrDefault(number => before < number && number <= now);
}

/// <summary>That somebody likes an idea.</summary>
/// <param name="Version">What it said then.</param>
internal sealed record SupportRow(string RoundId, string ProposalId, string Subject, DateTimeOffset SupportedAt, int Version);
