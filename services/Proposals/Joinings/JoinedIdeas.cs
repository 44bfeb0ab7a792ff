using Participatory.Contracts.Proposals;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Groups;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Places;
using Participatory.Proposals.Versions;

namespace Participatory.Proposals.Joinings;

/// <summary>The ideas of which another was joined. A common idea may be joined in its turn, so they lie below one another.</summary>
internal static class JoinedIdeas
{
    private static readonly Sql SelectIds = new("""
        SELECT proposal_id FROM proposal WHERE round_id = @roundId AND joined_into = @proposalId ORDER BY sequence
        """);

    private static readonly Sql Release = new("""
        UPDATE proposal SET joined_into = NULL WHERE round_id = @roundId AND joined_into = @proposalId
        """);

    private static readonly Sql UpdateStands = new("""
        UPDATE proposal SET state = 'OPEN', joined_into = NULL, joinings = joinings + 1
        WHERE round_id = @roundId AND proposal_id = @proposalId AND joined_into = @commonId
        """);

    private static readonly Sql UpdateGone = new("""
        UPDATE proposal SET state = 'WITHDRAWN' WHERE round_id = @roundId AND proposal_id = @commonId AND state = 'OPEN'
        """);

    private static readonly Sql DeleteSupport = new("""
        DELETE FROM support WHERE round_id = @RoundId AND proposal_id = @ProposalId AND supporter_subject = @Subject
        """);

    private static readonly Sql CountLess = new("""
        UPDATE proposal SET supports = supports - 1 WHERE round_id = @RoundId AND proposal_id = @ProposalId
        """);

    /// <summary>The ids of the ideas of which one was joined; none where it never was.</summary>
    public static Task<IReadOnlyList<string>> Load(Session session, string roundId, string proposalId) =>
        session.Many<string>(SelectIds, new { roundId, proposalId });

    /// <summary>The ideas themselves with those who write them, held until the transaction ends. Whoever does holds the round.</summary>
    public static async Task<IReadOnlyList<ProposalRow>> Lock(Transaction transaction, string roundId, string proposalId)
    {
        var sides = new List<ProposalRow>();
        foreach (var id in await Load(transaction, roundId, proposalId))
        {
            sides.Add(await ProposalRow.LockWithAuthors(transaction, roundId, id));
        }

        return sides;
    }

    /// <summary>An idea is taken back, and all of which it was joined goes with it.</summary>
    public static async Task GoWith(Transaction transaction, string roundId, string proposalId, DateTimeOffset now)
    {
        foreach (var id in await Load(transaction, roundId, proposalId))
        {
            await GoWith(transaction, roundId, id, now);
            await PlaceRow.Remove(transaction, roundId, id);
            await Flags.SettleAll(transaction, roundId, id);
            await transaction.Publish(new ProposalWithdrawn(roundId, id, now));
        }

        await transaction.Execute(Release, new { roundId, proposalId });
    }

    /// <summary>Somebody takes support back from all of which an idea was joined, too, so that no split brings it back.</summary>
    public static async Task TakeSupportBack(Transaction transaction, SupportRow given)
    {
        foreach (var id in await Load(transaction, given.RoundId, given.ProposalId))
        {
            var below = given with { ProposalId = id };
            if (await transaction.Execute(DeleteSupport, below) == 1)
            {
                await transaction.Execute(CountLess, below);
            }

            await TakeSupportBack(transaction, below);
        }
    }

    /// <summary>
    /// A common idea becomes the two that it was: each with its words, its support, and those who wrote it and still write. Whoever does
    /// holds the round and all three.
    /// </summary>
    public static async Task Split(
        Transaction transaction, string roundId, ProposalRow common, IReadOnlyList<ProposalRow> sides, DateTimeOffset now)
    {
        var commonId = common.ProposalId;
        foreach (var side in sides)
        {
            await MustChange(transaction, UpdateStands, roundId, side.ProposalId, commonId);
            var words = await VersionRow.LoadNow(transaction, roundId, side.ProposalId);
            await IdeaWords.Index(transaction, roundId, side.ProposalId, words.Title, words.Words);
            await LeaveWith(transaction, side, common, now);
        }

        await MustChange(transaction, UpdateGone, roundId, commonId, commonId);
        await Flags.SettleAll(transaction, roundId, commonId);
        await IdeaWords.Remove(transaction, roundId, commonId);
        await PlaceRow.Remove(transaction, roundId, commonId);
        await GroupRow.Remove(transaction, roundId, commonId);
        await JoiningRow.EndOpen(transaction, roundId, commonId, now);
        await transaction.Publish(new ProposalsSplit(
            roundId, commonId, [.. sides.Select(side => new JoinedProposal(side.ProposalId, side.Joinings + 1))], now));
        await transaction.Publish(new ProposalWithdrawn(roundId, commonId, now));
    }

    // Whoever has left the common idea does not come back with the one that they wrote before, nor by a link that they made for it.
    private static async Task LeaveWith(Transaction transaction, ProposalRow side, ProposalRow common, DateTimeOffset now)
    {
        var still = JoiningRules.StillWrite(side, common).ToList();
        foreach (var gone in side.Authors.Where(author => author.Writes && !still.Contains(author)))
        {
            await (gone with { LeftAt = now }).Change(transaction);
            await InvitationRow.DeleteOf(transaction, gone);
        }

        if (still.All(author => author.Subject != side.ProposerSubject))
        {
            await Passing.On(transaction, side, Passing.NextAfter(side.ProposerSubject, still)!, now);
        }
    }

    private static async Task MustChange(Transaction transaction, Sql change, string roundId, string proposalId, string commonId)
    {
        if (await transaction.Execute(change, new { roundId, proposalId, commonId }) != 1)
        {
            throw new InvalidOperationException($"The idea {proposalId} of {roundId} changed while its round was held.");
        }
    }
}
