using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Groups;
using Participatory.Proposals.Ideas;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Places;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Joinings;

/// <summary>
/// Makes one idea of two: with its own number, in the words that both have said yes to, written by all who wrote either, and supported once
/// by everybody who supports either. It stands under the name of the group of the one that carries it, and where that is. What supports the
/// two stays with them, and so do their photos.
/// </summary>
internal static class IdeaOfTwo
{
    private static readonly int MostPriorities = FieldLimits.CountOf(Proposal.Descriptor, "priority_ids");
    private static readonly int MostTopics = FieldLimits.CountOf(Proposal.Descriptor, "topic_ids");
    private static readonly int MostMarks = FieldLimits.CountOf(Proposal.Descriptor, "counts_for");

    private static readonly Sql SelectParts = new("""
        SELECT proposal_id, estimate_minor, shown_as, counts_for, supports FROM proposal
        WHERE round_id = @roundId AND proposal_id IN (@firstId, @secondId)
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO proposal (
            round_id, proposal_id, number, area_code, proposer_subject, title, words, who_benefits,
            estimate_minor, shown_as, counts_for, state, valuations, supports, created_at, place)
        VALUES (
            @roundId, @commonId, @number, @areaCode, @subject, @title, @words, @whoBenefits,
            @estimateMinor, @shownAs, @countsFor, 'OPEN', 0, 0, @now, @place)
        """);

    private static readonly Sql InsertPriorities = new("""
        INSERT INTO proposal_priority (round_id, proposal_id, priority_id, place)
        SELECT DISTINCT round_id, @commonId, priority_id, place FROM proposal_priority
        WHERE round_id = @roundId AND proposal_id IN (@firstId, @secondId)
            AND priority_id IN (SELECT item FROM {texts @priorities} AS given)
        """);

    // Nobody has read the common words yet, so what is carried over is of a version before the first one.
    private static readonly Sql InsertSupports = new("""
        INSERT INTO support (round_id, proposal_id, supporter_subject, supported_at, version)
        SELECT given.round_id, @commonId, given.supporter_subject, given.supported_at, 0 FROM support given
        WHERE given.round_id = @roundId AND given.proposal_id = @fromId AND NOT EXISTS (SELECT 1 FROM support known
            WHERE known.round_id = @roundId AND known.proposal_id = @commonId AND known.supporter_subject = given.supporter_subject)
        """);

    private static readonly Sql UpdateSupports = new("""
        UPDATE proposal SET supports = @supports WHERE round_id = @roundId AND proposal_id = @commonId
        """);

    private static readonly Sql UpdateJoined = new("""
        UPDATE proposal SET state = 'WITHDRAWN', joined_into = @commonId, joinings = joinings + 1
        WHERE round_id = @roundId AND proposal_id = @proposalId AND state = 'OPEN'
        """);

    /// <summary>Under which it will stand. Whoever asks holds the round.</summary>
    public static async Task<(string Id, int? Number)> NextId(Transaction transaction, string roundId) =>
        CreateProposal.NextId("", await CreateProposal.LoadLast(transaction, roundId));

    /// <summary>Makes it. Whoever does holds the round and the two.</summary>
    public static async Task Make(
        Transaction transaction, JoiningRow said, (string Id, int? Number) next, (ProposalRow First, ProposalRow Second) two,
        RoundRow round, DateTimeOffset now)
    {
        var (first, second) = two;
        var (commonId, number) = next;
        var (carried, other) = said.CarriedBy == first.ProposalId ? (first, second) : (second, first);
        var ids = new { roundId = round.RoundId, commonId, firstId = first.ProposalId, secondId = second.ProposalId };
        var parts = (await transaction.Many<PartRow>(SelectParts, ids)).ToDictionary(part => part.ProposalId, StringComparer.Ordinal);
        // Where first ideas wait for a look, so do the words of somebody of whom nothing else is shown.
        var waits = round.NewcomersWait
            && !await EditProposal.LoadKnown(transaction, said.SuggestedBy, round.RoundId, said.ProposalId);
        string[] marks = [.. Together(parts[carried.ProposalId].Marks, parts[other.ProposalId].Marks, MostMarks)];
        await transaction.Execute(Insert, new
        {
            ids.roundId,
            commonId,
            number,
            areaCode = carried.AreaCode,
            subject = carried.ProposerSubject,
            title = said.Title,
            words = said.Words,
            whoBenefits = said.WhoBenefits,
            // Nobody said what the two cost together; whoever thought of more is nearer to it.
            estimateMinor = parts.Values.Max(part => part.EstimateMinor),
            shownAs = parts[carried.ProposalId].ShownAs,
            countsFor = string.Join(' ', marks),
            now,
            place = VoiceRow.DrawPlace(),
        });
        await AddWriters(transaction, said, carried, other, commonId, now);
        await GroupRow.CarryOver(transaction, round.RoundId, carried.ProposalId, commonId);
        await KeepPlace(transaction, round.RoundId, commonId, carried, other);
        await AddWhatItIsAbout(transaction, round.RoundId, commonId, carried, other);
        await IdeaWords.Index(transaction, round.RoundId, commonId, said.Title, said.Words);
        var supports = await transaction.Execute(InsertSupports, new { ids.roundId, commonId, fromId = first.ProposalId })
            + await transaction.Execute(InsertSupports, new { ids.roundId, commonId, fromId = second.ProposalId });
        await transaction.Execute(UpdateSupports, new { ids.roundId, commonId, supports });
        await Join(transaction, round.RoundId, commonId, [first, second], now);
        string[] writers = [.. JoiningRules.WritersOf(carried, other).Select(writer => writer.Subject)];
        await transaction.Publish(new ProposalMade(
            round.RoundId, commonId, carried.AreaCode, said.Title, carried.ProposerSubject, now, marks, carried.GroupId, writers));
        await transaction.Publish(new ProposalsJoined(
            round.RoundId, commonId, [new(first.ProposalId, first.Joinings + 1), new(second.ProposalId, second.Joinings + 1)], now,
            writers));
        // What neither had reached alone.
        if (SupportProposal.Reached(parts.Values.Max(part => part.Supports), supports) is > 0 and var reached)
        {
            await transaction.Publish(new SupportGrew(
                round.RoundId, commonId, said.Title, carried.ProposerSubject, reached, now));
        }

        if (waits)
        {
            await IdeaHiding.Write(
                transaction, Judging.Wait(new HidingRow
                {
                    ScopeId = round.RoundId, ItemId = commonId, Part = IdeaHiding.Words, AuthorSubject = carried.ProposerSubject,
                }, now), said.Title);
        }
    }

    /// <summary>What both have, those of the first before those of the second, as many as there may be. Pure.</summary>
    internal static IEnumerable<string> Together(IEnumerable<string> first, IEnumerable<string> second, int most) =>
        first.Concat(second).Distinct(StringComparer.Ordinal).Take(most);

    private static async Task AddWriters(
        Transaction transaction, JoiningRow said, ProposalRow carried, ProposalRow other, string commonId, DateTimeOffset now)
    {
        await new VersionRow
        {
            RoundId = said.RoundId, ProposalId = commonId, Version = 1, Title = said.Title, Words = said.Words,
            WhoBenefits = said.WhoBenefits, Large = true, AuthorSubject = said.SuggestedBy, WrittenAt = now,
        }.Add(transaction);
        foreach (var writer in JoiningRules.WritersOf(carried, other))
        {
            await (writer with { RoundId = said.RoundId, ProposalId = commonId, JoinedAt = now }).Add(transaction);
        }
    }

    // Where the one that carries it is, or else the other one.
    private static async Task KeepPlace(
        Transaction transaction, string roundId, string commonId, ProposalRow carried, ProposalRow other)
    {
        var place = await PlaceRow.Load(transaction, roundId, carried.ProposalId);
        if (place.IsEmpty)
        {
            place = await PlaceRow.Load(transaction, roundId, other.ProposalId);
        }

        await (place with { ProposalId = commonId }).Keep(transaction);
    }

    private static async Task AddWhatItIsAbout(
        Transaction transaction, string roundId, string commonId, ProposalRow carried, ProposalRow other)
    {
        var meets = await ProposalPriorities.Load(transaction, roundId, [carried.ProposalId, other.ProposalId]);
        await transaction.Execute(InsertPriorities, new
        {
            roundId,
            commonId,
            firstId = carried.ProposalId,
            secondId = other.ProposalId,
            priorities = Sql.List(Together(meets[carried.ProposalId], meets[other.ProposalId], MostPriorities)),
        });
        Proposal[] named = [new() { ProposalId = carried.ProposalId }, new() { ProposalId = other.ProposalId }];
        await ProposalTopics.LoadInto(transaction, roundId, named);
        await ProposalTopics.Set(transaction, roundId, commonId, Together(named[0].TopicIds, named[1].TopicIds, MostTopics));
    }

    // What people reported of the two is still looked at: everybody can read them.
    private static async Task Join(
        Transaction transaction, string roundId, string commonId, IEnumerable<ProposalRow> ideas, DateTimeOffset now)
    {
        foreach (var idea in ideas)
        {
            if (await transaction.Execute(UpdateJoined, new { roundId, proposalId = idea.ProposalId, commonId }) != 1)
            {
                throw new InvalidOperationException($"The idea {idea.ProposalId} of {roundId} changed while its row was held.");
            }

            await IdeaWords.Remove(transaction, roundId, idea.ProposalId);
            await JoiningRow.EndOpen(transaction, roundId, idea.ProposalId, now);
        }
    }

    /// <summary>What the common idea has of one of the two.</summary>
    internal sealed record PartRow
    {
        public string ProposalId { get; init; } = "";
        public long? EstimateMinor { get; init; }
        public string ShownAs { get; init; } = "";
        public string CountsFor { get; init; } = "";
        public int Supports { get; init; }

        public IEnumerable<string> Marks => CountsFor.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
