using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.Places;
using Participatory.Proposals.Rounds;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Drafts;

/// <summary>Somebody keeps an idea to finish it later, as far as it is.</summary>
internal sealed class KeepProposalDraft(Database database, TimeProvider clock)
{
    private static readonly int MostMarks = FieldLimits.CountOf(ProposalDraft.Descriptor, "counts_for");

    private static readonly int MostPriorities = FieldLimits.CountOf(ProposalDraft.Descriptor, "priority_ids");

    private static readonly int MostTopics = FieldLimits.CountOf(ProposalDraft.Descriptor, "topic_ids");

    public async Task<ProposalDraft> Handle(KeepProposalDraftRequest request, Caller caller, CancellationToken cancellation)
    {
        var asked = request.Draft ?? new ProposalDraft();
        CheckFields(request, asked);
        await using var transaction = await database.Begin(cancellation);
        // What somebody sent or deleted since is not kept a second time to repeat an answer.
        if (await transaction.Replay(caller, request, ProposalDraft.Parser) is { } before)
        {
            return (await DraftRow.LoadOrNull(transaction, before.DraftId, caller))?.ToMessage() ?? before;
        }

        // One after the other of a person, so that they are counted.
        await transaction.Hold("drafts", caller.Subject);
        var round = await RoundRow.Load(transaction, asked.RoundId);
        var earlier = asked.DraftId.Length > 0 ? await DraftRow.LoadOrNull(transaction, asked.DraftId, caller) : null;
        var kept = Decide(asked, earlier, await DraftRow.LoadCount(transaction, caller), round, caller, clock.Now());
        if (earlier is null)
        {
            kept = kept with { DraftId = Guid.CreateVersion7().ToString() };
            await kept.Add(transaction);
        }
        else
        {
            await kept.Change(transaction);
        }

        await transaction.Remember(caller, request, new ProposalDraft { DraftId = kept.DraftId });
        await transaction.Commit();
        return kept.ToMessage();
    }

    /// <summary>The draft as it becomes, but for the number of a new one. Pure.</summary>
    /// <param name="earlier">As it was kept before; null where it is new, or is not the caller's.</param>
    /// <param name="drafts">How many the caller has.</param>
    /// <exception cref="Refusal">There is none, another version was kept since, there are enough, or the round takes none.</exception>
    internal static DraftRow Decide(
        ProposalDraft asked, DraftRow? earlier, int drafts, RoundRow round, Caller caller, DateTimeOffset now)
    {
        Phases.CheckKeepsDrafts(round.PhaseNow);
        if (asked.DraftId.Length > 0 && earlier?.RoundId != round.RoundId)
        {
            throw DraftRow.NotFound("draft.draft_id");
        }

        if (earlier is not null && earlier.Version != asked.Version)
        {
            throw new Refusal(ProposalsReasons.DraftChanged, field: "draft.version");
        }

        if (earlier is null && drafts >= DraftRow.Most)
        {
            throw new Refusal(ProposalsReasons.DraftsFull, [("most", DraftRow.Most)]);
        }

        if (asked.Estimate is not null)
        {
            new Fields().Amount("draft.estimate", asked.Estimate, round.Currency).Check();
        }

        var place = PlaceRow.Of(round.RoundId, "", asked.Place);
        return new DraftRow
        {
            DraftId = earlier?.DraftId ?? "",
            RoundId = round.RoundId,
            AuthorSubject = caller.Subject,
            Version = (earlier?.Version ?? 0) + 1,
            AreaCode = asked.AreaCode,
            Title = asked.Title,
            Words = asked.Words,
            WhoBenefits = asked.WhoBenefits,
            EstimateMinor = asked.Estimate?.AmountMinor,
            ShownAs = asked.ShownAs,
            CountsFor = string.Join(' ', asked.CountsFor.Distinct(StringComparer.Ordinal)),
            Priorities = string.Join(' ', asked.PriorityIds.Distinct(StringComparer.Ordinal)),
            Topics = string.Join(' ', asked.TopicIds.Distinct(StringComparer.Ordinal)),
            KeptAt = now,
            PlaceWords = place.Words,
            Latitude = place.Latitude,
            Longitude = place.Longitude,
            GroupId = asked.GroupId,
            Currency = round.Currency,
        };
    }

    private static void CheckFields(KeepProposalDraftRequest request, ProposalDraft asked)
    {
        var fields = new Fields().RequestId(request.RequestId)
            .Require(request.Draft is not null, "draft", ProposalsReasons.DraftMissing)
            .Id("draft.draft_id", asked.DraftId, required: false)
            .Id("draft.round_id", asked.RoundId)
            .Code("draft.area_code", asked.AreaCode, required: false)
            .Text("draft.title", asked, required: false)
            .Text("draft.words", asked, required: false)
            .Text("draft.who_benefits", asked, required: false)
            .Text("draft.shown_as", asked, required: false)
            .Id("draft.group_id", asked.GroupId, required: false)
            .Require(asked.CountsFor.Count <= MostMarks, "draft.counts_for", ProposalsReasons.MarksTooMany, ("most", MostMarks))
            .Require(asked.PriorityIds.Count <= MostPriorities, "draft.priority_ids", ProposalsReasons.PrioritiesTooMany,
                ("most", MostPriorities))
            .Require(asked.TopicIds.Count <= MostTopics, "draft.topic_ids", ProposalsReasons.IdeaTopicsTooMany, ("most", MostTopics))
            .Ids("draft.counts_for", asked.CountsFor).Ids("draft.priority_ids", asked.PriorityIds).Ids("draft.topic_ids", asked.TopicIds);
        PlaceRow.Look(fields, "draft.place", asked.Place);
        fields.Check();
    }
}
