using Google.Protobuf.WellKnownTypes;
using Participatory.Accountability.V1;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voting.Result;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Ideas;

/// <summary>Something that happened to an idea.</summary>
/// <param name="Kind">What it is, as the JSON calls it; its names stay.</param>
/// <param name="Time">Null for what is so up to now.</param>
/// <param name="Text">One plain sentence.</param>
/// <param name="Link">Where more is said.</param>
/// <param name="Amount">Of money, where it is about some.</param>
/// <param name="Count">Of votes or supporters, where it is about some.</param>
public sealed record TimelineEntry(
    string Kind, Timestamp? Time, string Text, string Link, Money? Amount = null, long? Count = null);

/// <summary>What the services say of an idea, as the reader may see it.</summary>
public sealed record TimelineParts
{
    public Round Round { get; init; } = new();
    public Proposal Idea { get; init; } = new();

    /// <summary>What matters most to its area and is met by it, each with the choice that it comes from.</summary>
    public IReadOnlyList<(ThemeChoice Choice, ChosenTheme Theme)> Meets { get; init; } = [];

    /// <summary>Of its words, those that the reader may see.</summary>
    public IReadOnlyList<ProposalVersion> Versions { get; init; } = [];

    public IReadOnlyList<Enquiry> Enquiries { get; init; } = [];

    /// <summary>Null where there is none.</summary>
    public Award? Award { get; init; }

    /// <summary>Every movement of the round's money.</summary>
    public IReadOnlyList<Transfer> Transfers { get; init; } = [];

    /// <summary>What everybody may see of it; null where there is nothing.</summary>
    public Story? Story { get; init; }

    /// <summary>Promises of the round.</summary>
    public IReadOnlyList<Commitment> Promises { get; init; } = [];

    /// <summary>Every service has answered.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>All that happened to an idea in the order in which it happened. Pure, and nothing of words that are hidden.</summary>
public static class TimelineEntries
{
    /// <summary>The oldest first; what is so up to now comes last.</summary>
    public static IReadOnlyList<TimelineEntry> Of(TimelineParts parts, Say say) =>
    [
        // What has no day is so up to now. Of what happened at one moment the order here counts.
        .. Began(parts, say).Concat(Joined(parts, say)).Concat(Checked(parts, say)).Concat(Asked(parts, say)).Concat(VotedOn(parts, say))
            .Concat(Granted(parts, say)).Concat(ToldOf(parts, say))
            .OrderBy(entry => entry.Time is null ? DateTime.MaxValue : entry.Time.ToDateTime()),
    ];

    private static IEnumerable<TimelineEntry> Began(TimelineParts parts, Say say)
    {
        var idea = parts.Idea;
        foreach (var (choice, theme) in parts.Meets)
        {
            yield return new(
                "priority", choice.DecideTime,
                theme.Voices > 0 ? say.Count(Words.Timeline.PriorityVoices, theme.Voices, theme.Statement)
                    : say.Fill(Words.Timeline.Priority, theme.Statement),
                Links.Priorities(idea.RoundId, idea.AreaCode), Count: theme.Voices);
        }

        // Who sent it in may have left it to others since, so no name stands here.
        yield return new(
            "made", idea.CreateTime,
            idea.JoiningHistory.Any(one => one.IsCommon) ? Words.Timeline.MadeOfTwo : Words.Timeline.Made,
            Links.Idea(idea.RoundId, idea.ProposalId));
        foreach (var version in parts.Versions.Where(version => version.Version > 1).OrderBy(version => version.Version))
        {
            yield return new(
                "version", version.Time, say.Fill(Words.Timeline.Version, say.Number(version.Version)),
                Links.Versions(idea.RoundId, idea.ProposalId));
        }

        foreach (var note in idea.Notes)
        {
            yield return new("note", note.Time, Words.Timeline.Note, Links.Idea(idea.RoundId, idea.ProposalId));
        }

        if (idea.Supports > 0)
        {
            yield return new(
                "support", PhaseTime(parts.Round, Phase.Balloting), say.Count(Words.Timeline.Supports, idea.Supports),
                Links.Idea(idea.RoundId, idea.ProposalId), Count: idea.Supports);
        }
    }

    /// <summary>What both sides said yes to; each leads to the days of the other idea where everybody can read that.</summary>
    private static IEnumerable<TimelineEntry> Joined(TimelineParts parts, Say say)
    {
        var idea = parts.Idea;
        var own = Links.Idea(idea.RoundId, idea.ProposalId);
        foreach (var step in idea.JoiningHistory)
        {
            var other = step.ProposalIds.FirstOrDefault() ?? "";
            var title = TitleAt(step, 0);
            if (step.Kind == JoiningKind.Split)
            {
                yield return new(
                    "split", step.Time,
                    step.IsCommon ? Words.Timeline.SplitOfCommon
                        : other.Length > 0 ? Named(Words.Timeline.SplitFromTitle, Words.Timeline.SplitFrom, title, other, say)
                        : Words.Timeline.Split,
                    step.IsCommon || other.Length == 0 ? own : Links.Timeline(idea.RoundId, other));
            }
            else if (!step.IsCommon)
            {
                yield return new(
                    "joined", step.Time,
                    step.CommonProposalId.Length > 0
                        ? Named(Words.Timeline.JoinedIntoTitle, Words.Timeline.JoinedInto, step.CommonTitle, step.CommonProposalId, say)
                        : other.Length > 0 ? Named(Words.Timeline.JoinedWithTitle, Words.Timeline.JoinedWith, title, other, say)
                        : Words.Timeline.JoinedOnce,
                    step.CommonProposalId.Length > 0 ? Links.Timeline(idea.RoundId, step.CommonProposalId)
                        : other.Length > 0 ? Links.Timeline(idea.RoundId, other) : own);
            }
            else
            {
                foreach (var (place, part) in step.ProposalIds.Index())
                {
                    yield return new(
                        "joined_from", step.Time,
                        Named(Words.Timeline.JoinedFromTitle, Words.Timeline.JoinedFrom, TitleAt(step, place), part, say),
                        Links.Timeline(idea.RoundId, part));
                }
            }
        }
    }

    /// <summary>With its title and its number; where its words are not shown, with its number alone.</summary>
    private static string Named(string withTitle, string withNumber, string title, string proposalId, Say say) =>
        title.Length > 0 ? say.Fill(withTitle, title, proposalId) : say.Fill(withNumber, proposalId);

    private static string TitleAt(IdeaJoining step, int place) => step.Titles.ElementAtOrDefault(place) ?? "";

    private static IEnumerable<TimelineEntry> Checked(TimelineParts parts, Say say)
    {
        if (parts.Idea.Valuation is { } found)
        {
            yield return new(
                "valuation", found.Time,
                found.Cost is null ? say.Fill(Words.Timeline.Infeasible, found.ValuedBy)
                    : say.Fill(Words.Timeline.Feasible, found.ValuedBy, say.Money(found.Cost)),
                Links.Idea(parts.Idea.RoundId, parts.Idea.ProposalId), found.Cost);
        }
    }

    private static IEnumerable<TimelineEntry> Asked(TimelineParts parts, Say say) =>
        from enquiry in parts.Enquiries
        where enquiry.Hiding is null
        from answer in enquiry.Answers
        where answer.Hiding is null
        select new TimelineEntry(
            "question_answered", answer.AnswerTime,
            answer.AnsweredBy.Length > 0 ? say.Fill(Words.Timeline.CouncilAnswered, answer.AnsweredBy) : Words.Timeline.ProposerAnswered,
            Links.Enquiry(enquiry.RoundId, enquiry.ProposalId, enquiry.EnquiryId));

    private static IEnumerable<TimelineEntry> VotedOn(TimelineParts parts, Say say)
    {
        var (idea, round) = (parts.Idea, parts.Round);
        if (idea.State is ProposalState.OnBallot or ProposalState.Won or ProposalState.Lost)
        {
            yield return new("on_ballot", PhaseTime(round, Phase.Balloting), Words.Timeline.OnPaper, Links.Round(round.RoundId));
        }

        if (idea.Outcome is { } outcome)
        {
            yield return new(
                outcome.Won ? "won" : "lost", PhaseTime(round, Phase.Finished),
                !outcome.Won ? say.Fill(Words.Timeline.Lost, Losses.Sentence(outcome.Loss, say)).Trim()
                    : outcome.Votes > 0 ? say.Count(Words.Timeline.WonVotes, outcome.Votes) : Words.Timeline.Won,
                Links.Result(round.RoundId, idea.AreaCode), Count: outcome.Votes);
        }
    }

    private static IEnumerable<TimelineEntry> Granted(TimelineParts parts, Say say)
    {
        if (parts.Award is not { } award)
        {
            yield break;
        }

        var money = Links.Money(award.RoundId);
        if (award.OfferTime is not null)
        {
            yield return new("offered", award.OfferTime, say.Fill(Words.Timeline.Offered, say.Money(award.Amount)), money, award.Amount);
        }

        if (award.AcceptTime is not null)
        {
            yield return new("accepted", award.AcceptTime, Words.Timeline.Accepted, money, award.Amount);
        }

        if (award.EndTime is not null && Ended(award.State) is { } ended)
        {
            yield return new(ended.Kind, award.EndTime, ended.Text, money);
        }

        foreach (var (time, amount) in PaymentsOf(award, parts.Transfers))
        {
            yield return new("paid", time, say.Fill(Words.Timeline.Paid, say.Money(amount)), money, amount);
        }

        if (award.CloseTime is not null)
        {
            yield return new("closed", award.CloseTime, Words.Timeline.Closed, money);
        }
    }

    private static (string Kind, string Text)? Ended(AwardState state) => state switch
    {
        AwardState.Declined => ("declined", Words.Timeline.Declined),
        AwardState.Withdrawn => ("withdrawn", Words.Timeline.WithdrawnOffer),
        AwardState.Expired => ("expired", Words.Timeline.Expired),
        _ => null,
    };

    /// <summary>Those that keep the promise of this award, but for what was put right afterwards; one of several pots is one.</summary>
    private static IEnumerable<(Timestamp Time, Money Amount)> PaymentsOf(Award award, IReadOnlyList<Transfer> transfers)
    {
        var corrected = transfers.Where(transfer => transfer.Corrects.Length > 0).Select(transfer => transfer.Corrects)
            .ToHashSet(StringComparer.Ordinal);
        return transfers.Where(transfer => transfer.Code == "PAYMENT" && !corrected.Contains(transfer.TransferId)
            && transfer.Resolves.StartsWith($"award-{award.AwardId}-", StringComparison.Ordinal))
            .GroupBy(transfer => transfer.Reference, StringComparer.Ordinal)
            .Select(payment => (payment.First().Time, new Money
            {
                AmountMinor = payment.Sum(transfer => transfer.Amount.AmountMinor), Currency = payment.First().Amount.Currency,
            }));
    }

    private static IEnumerable<TimelineEntry> ToldOf(TimelineParts parts, Say say)
    {
        if (parts.Story is { TellTime: not null } story)
        {
            yield return new("story", story.TellTime, Words.Timeline.Story, Links.Story(story.ReportId));
            if (story.AnswerTime is not null)
            {
                yield return new(
                    "answered", story.AnswerTime, say.Fill(Words.Timeline.Replied, story.AnsweredBy), Links.Story(story.ReportId));
            }
        }

        foreach (var promise in parts.Promises.Where(promise => promise.ProjectId == parts.Idea.ProposalId))
        {
            if (promise.Kind == CommitmentKind.ChangedMind)
            {
                yield return new(
                    "changed_mind", promise.SettleTime ?? promise.PromiseTime, Words.Timeline.ChangedMind,
                    Links.Promises(promise.RoundId, promise.AreaCode));
            }
            else if (promise.Kind == CommitmentKind.Written)
            {
                yield return new(
                    "promised", promise.PromiseTime, Words.Timeline.Promised, Links.Promises(promise.RoundId, promise.AreaCode));
            }
        }
    }

    private static Timestamp? PhaseTime(Round round, Phase phase) =>
        round.PhaseChanges.FirstOrDefault(change => change.Phase == phase)?.Time;
}
