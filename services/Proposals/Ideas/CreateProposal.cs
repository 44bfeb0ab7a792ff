using System.Data.Common;
using System.Globalization;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Moderation;
using Participatory.Platform.Storage;
using Participatory.Proposals.Authors;
using Participatory.Proposals.Drafts;
using Participatory.Proposals.Finding;
using Participatory.Proposals.Groups;
using Participatory.Proposals.Moderation;
using Participatory.Proposals.Places;
using Participatory.Proposals.Priorities;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;
using Participatory.Proposals.Versions;
using Participatory.Proposals.Voices;

namespace Participatory.Proposals.Ideas;

/// <summary>Takes an idea in, in its proposer's own words, which nobody but those who write it ever changes.</summary>
internal sealed class CreateProposal(Database database, TimeProvider clock)
{
    /// <summary>More than any city has had by far, and few enough to put on one ballot paper message.</summary>
    internal const int MaxProposals = 10_000;

    private static readonly int MostPriorities = FieldLimits.CountOf(Proposal.Descriptor, "priority_ids");

    private static readonly Sql InsertPriority = new("""
        INSERT INTO proposal_priority (round_id, proposal_id, priority_id, place) VALUES (@RoundId, @proposalId, @PriorityId, @Place)
        """);

    private static readonly int MostMarks = FieldLimits.CountOf(Proposal.Descriptor, "counts_for");

    private static readonly Sql SelectLast = new("""
        SELECT COALESCE(MAX(number), 0) AS last_number, COUNT(*) AS proposals FROM proposal WHERE round_id = @roundId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO proposal (
            round_id, proposal_id, number, area_code, proposer_subject, title, words, who_benefits,
            estimate_minor, shown_as, counts_for, state, valuations, supports, created_at, place)
        VALUES (
            @roundId, @proposalId, @number, @areaCode, @subject, @title, @words, @whoBenefits,
            @estimateMinor, @shownAs, @countsFor, 'OPEN', 0, 0, @now, @place)
        """);

    // Somebody of whom an idea is shown, or was until they took it back, is no newcomer. One that was shown and is hidden speaks for
    // nobody: what comes next waits again.
    private static readonly Sql CountShown = new("""
        SELECT COUNT(*) FROM proposal p
        LEFT JOIN hiding hid ON hid.scope_id = p.round_id AND hid.item_id = p.proposal_id AND hid.part = 'WORDS'
        WHERE p.proposer_subject = @subject AND (hid.state IS NULL OR hid.state IN ('SHOWN', 'SHOWN_AGAIN'))
        """);

    public async Task<Proposal> Handle(CreateProposalRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Require(request.Proposal is not null, "proposal", ProposalsReasons.IdeaMissing)
            .Id("proposal.round_id", request.Proposal?.RoundId ?? "").Id("draft_id", request.DraftId, required: false)
            .Id("proposal.group_id", request.Proposal?.GroupId ?? "", required: false).Check();
        var proposal = request.Proposal!;
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Proposal.Parser) is { } before)
        {
            return before;
        }

        // Holding the round means that ideas get their numbers one after the other.
        var round = await RoundRow.Lock(transaction, proposal.RoundId);
        var areas = await AreaRow.Load(transaction, [round.RoundId]);
        var (proposalId, number) = Decide(proposal, round, areas, await LoadLast(transaction, round.RoundId), caller);
        var priorities = await PriorityRow.LoadOfArea(transaction, round.RoundId, proposal.AreaCode);
        CheckPriorities(proposal, priorities);
        ProposalTopics.Check(proposal, await TopicRow.Load(transaction, round.RoundId));
        var now = clock.Now();
        var waits = round.NewcomersWait && !caller.IsOfficer()
            && await transaction.One<long>(CountShown, new { subject = caller.Subject }) == 0;
        await InsertNew(transaction, proposal, proposalId, number, caller, now);
        await IdeaWords.Index(transaction, round.RoundId, proposalId, proposal.Title, proposal.Words);
        await ProposalTopics.Set(transaction, round.RoundId, proposalId, proposal.TopicIds);
        await PlaceRow.Of(round.RoundId, proposalId, proposal.Place).Keep(transaction);
        await AddWords(transaction, proposal, proposalId, caller, now);
        await GroupRow.Name(transaction, round.RoundId, proposalId, proposal.GroupId, caller);
        await DraftRow.Delete(transaction, request.DraftId, caller);
        await transaction.Execute(InsertPriority, priorities.Where(priority => proposal.PriorityIds.Contains(priority.PriorityId))
            .Select(priority => new { priority.RoundId, proposalId, priority.PriorityId, priority.Place }).ToList());
        await transaction.Publish(new ProposalMade(round.RoundId, proposalId, proposal.AreaCode, proposal.Title, caller.Subject, now,
            proposal.CountsFor, proposal.GroupId));
        if (waits)
        {
            await IdeaHiding.Write(
                transaction, Judging.Wait(new HidingRow
                {
                    ScopeId = round.RoundId, ItemId = proposalId, Part = IdeaHiding.Words, AuthorSubject = caller.Subject,
                }, now), proposal.Title);
        }

        var answer = await ProposalView.Load(transaction, round.RoundId, proposalId, caller);
        await transaction.Remember(caller, request, answer);
        await transaction.Commit();
        return answer;
    }

    /// <summary>How many ideas a round has, and the last number. Whoever gives the next one holds the round.</summary>
    internal static Task<Last?> LoadLast(Transaction transaction, string roundId) =>
        transaction.One<Last>(SelectLast, new { roundId });

    /// <summary>The id of the idea, and its number where the id is one.</summary>
    /// <param name="last">How many ideas the round has, and the last number.</param>
    /// <exception cref="Refusal">The round takes no ideas now, it is full, the area is another officer's, or the idea has
    /// faults.</exception>
    internal static (string ProposalId, int? Number) Decide(Proposal proposal, RoundRow round, IReadOnlyList<AreaRow> areas, Last? last,
        Caller caller)
    {
        var importing = round.IsImported && caller.IsOfficer();
        Phases.CheckAcceptsIdeas(round.PhaseNow, importing);
        // In a published election every project has its id and its long title, whoever brings it in.
        Check(proposal, round, areas, round.IsImported);
        if (importing)
        {
            caller.MustActIn([proposal.AreaCode]);
        }

        return NextId(proposal.ProposalId, last);
    }

    /// <summary>Collects every fault of the idea. Pure.</summary>
    internal static void Check(Proposal proposal, RoundRow round, IReadOnlyList<AreaRow> areas, bool imported)
    {
        var fields = new Fields()
            .Require(imported || proposal.ProposalId.Length == 0, "proposal.proposal_id", ProposalsReasons.NumberIsOurs)
            .Code("proposal.proposal_id", proposal.ProposalId, required: false)
            .Require(areas.Any(area => area.AreaCode == proposal.AreaCode), "proposal.area_code", ProposalsReasons.AreaNotInRound)
            .Text("proposal.title", proposal, imported: imported)
            .Text("proposal.words", proposal, required: !imported)
            .Text("proposal.who_benefits", proposal, required: false)
            .Text("proposal.shown_as", proposal, required: false)
            .Require(proposal.CountsFor.Count <= MostMarks, "proposal.counts_for", ProposalsReasons.MarksTooMany, ("most", MostMarks))
            .Require(proposal.PriorityIds.Count <= MostPriorities, "proposal.priority_ids", ProposalsReasons.PrioritiesTooMany,
                ("most", MostPriorities))
            .Ids("proposal.counts_for", proposal.CountsFor);
        PlaceRow.Look(fields, "proposal.place", proposal.Place);
        if (proposal.Estimate is not null)
        {
            fields.Amount("proposal.estimate", proposal.Estimate, round.Currency);
        }

        fields.Check();
    }

    /// <summary>An idea meets priorities of its own area. Pure.</summary>
    /// <exception cref="Refusal">One is none of these.</exception>
    internal static void CheckPriorities(Proposal proposal, IEnumerable<PriorityRow> ofArea)
    {
        var known = ofArea.Select(priority => priority.PriorityId).ToHashSet(StringComparer.Ordinal);
        var fields = new Fields();
        foreach (var (at, priorityId) in proposal.PriorityIds.Index())
        {
            fields.Require(known.Contains(priorityId), $"proposal.priority_ids[{at}]", ProposalsReasons.PriorityOfOthers);
        }

        fields.Check();
    }

    /// <summary>The id that was asked for, or else the next number. An id that is a number counts for those that follow. Pure.</summary>
    internal static (string ProposalId, int? Number) NextId(string asked, Last? last)
    {
        var (lastNumber, proposals) = (last?.LastNumber ?? 0, last?.Proposals ?? 0);
        if (proposals >= MaxProposals)
        {
            throw new Refusal(ProposalsReasons.RoundFull, [("most", MaxProposals)]);
        }

        var next = lastNumber + 1;
        return asked.Length == 0 ? (next.ToString(CultureInfo.InvariantCulture), next) : (asked, NumberIn(asked));
    }

    // Nine digits leave room for every number that follows.
    private static int? NumberIn(string id) =>
        id.Length <= 9 && id[0] != '0' && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task InsertNew(
        Transaction transaction, Proposal proposal, string proposalId, int? number, Caller caller, DateTimeOffset now)
    {
        try
        {
            await transaction.Execute(Insert, new
            {
                roundId = proposal.RoundId,
                proposalId,
                number,
                areaCode = proposal.AreaCode,
                subject = caller.Subject,
                title = proposal.Title,
                words = proposal.Words,
                whoBenefits = proposal.WhoBenefits,
                estimateMinor = proposal.Estimate?.AmountMinor,
                shownAs = proposal.ShownAs,
                countsFor = string.Join(' ', proposal.CountsFor.Distinct(StringComparer.Ordinal)),
                now,
                place = VoiceRow.DrawPlace(),
            });
        }
        catch (DbException taken) when (Dialect.IsUniqueViolation(taken))
        {
            throw new Refusal(ProposalsReasons.ProposalExists, [("idea", proposalId)], "proposal.proposal_id");
        }
    }

    /// <summary>Its words as the first version, and its proposer as the first of those who write it.</summary>
    private static async Task AddWords(
        Transaction transaction, Proposal proposal, string proposalId, Caller caller, DateTimeOffset now)
    {
        await new VersionRow
        {
            RoundId = proposal.RoundId, ProposalId = proposalId, Version = 1, Title = proposal.Title, Words = proposal.Words,
            WhoBenefits = proposal.WhoBenefits, AuthorSubject = caller.Subject, WrittenAt = now,
        }.Add(transaction);
        await new AuthorRow
        {
            RoundId = proposal.RoundId, ProposalId = proposalId, Subject = caller.Subject, ShownAs = proposal.ShownAs, Place = 1,
            JoinedAt = now,
        }.Add(transaction);
    }

    internal sealed record Last
    {
        public int LastNumber { get; init; }
        public int Proposals { get; init; }
    }
}
