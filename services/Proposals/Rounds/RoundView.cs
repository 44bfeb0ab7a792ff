using Google.Protobuf.WellKnownTypes;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Proposals.Rounds;

/// <summary>A round as callers see it.</summary>
internal static class RoundView
{
    /// <summary>One round with its areas and changes of phase.</summary>
    /// <exception cref="Platform.Calls.Refusal">There is none.</exception>
    public static async Task<Round> Load(Session session, string roundId)
    {
        var row = await RoundRow.Load(session, roundId);
        return (await LoadMessages(session, [row]))[0];
    }

    /// <summary>These rounds with their areas and changes of phase, in the same order.</summary>
    public static async Task<IReadOnlyList<Round>> LoadMessages(Session session, IReadOnlyList<RoundRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var ids = rows.Select(row => row.RoundId).ToList();
        var areas = (await AreaRow.Load(session, ids)).ToLookup(area => area.RoundId);
        var changes = (await PhaseChangeRow.Load(session, ids)).ToLookup(change => change.RoundId);
        var dates = (await DateChangeRow.Load(session, ids)).ToLookup(change => change.RoundId);
        var words = (await WordsChangeRow.Load(session, ids)).ToLookup(change => change.RoundId);
        return
        [
            .. rows.Select(row => ToMessage(row, areas[row.RoundId], [.. changes[row.RoundId]], dates[row.RoundId], words[row.RoundId])),
        ];
    }

    private static Round ToMessage(
        RoundRow row, IEnumerable<AreaRow> areas, IReadOnlyList<PhaseChangeRow> changes, IEnumerable<DateChangeRow> dates,
        IEnumerable<WordsChangeRow> words) => new()
        {
            RoundId = row.RoundId,
            Title = row.Title,
            Description = row.Description,
            Currency = row.Currency,
            Areas = { areas.Select(area => ToMessage(area, row.Currency)) },
            Dates = new PhaseDates
            {
                ListeningFrom = row.ListeningFrom.ToTimestamp(),
                AcceptingFrom = row.AcceptingFrom.ToTimestamp(),
                ReviewingFrom = row.ReviewingFrom.ToTimestamp(),
                BallotingFrom = row.BallotingFrom.ToTimestamp(),
                FinishedFrom = row.FinishedFrom.ToTimestamp(),
            },
            Voting = new VotingRules
            {
                VoteType = StateText.Read<VoteType>(row.VoteType),
                MinLength = row.MinLength,
                MaxLength = row.MaxLength,
                Rule = row.CountRule,
                Utility = row.Utility,
                Ties = row.Ties,
                MinVotes = row.MinVotes,
                MaxSumPoints = row.MaxSumPoints,
                MaxPoints = row.MaxPoints,
                MaxSumCost = row.MaxSumCostMinor > 0 ? new Money { AmountMinor = row.MaxSumCostMinor, Currency = row.Currency } : null,
            },
            Policies = new Policies
            {
                PayWithinDays = row.PayWithinDays,
                AnswerWithinDays = row.AnswerWithinDays,
                StoryAfterDays = row.StoryAfterDays,
                SentenceUpTo = new Money { AmountMinor = row.SentenceUpToMinor, Currency = row.Currency },
                QuestionsUpTo = new Money { AmountMinor = row.QuestionsUpToMinor, Currency = row.Currency },
                Unspent = StateText.Read<UnspentPolicy>(row.Unspent),
                NewcomersWait = row.NewcomersWait,
            },
            Phase = row.PhaseNow,
            PhaseChanges = { changes.Select(ToMessage) },
            DateChanges = { dates.Select(ToMessage) },
            WordsChanges = { words.Select(ToMessage) },
            EndedWithoutVote = row.PhaseNow == Phase.Finished && changes.All(change => change.PhaseNow != Phase.Balloting),
            ImportedFrom = row.ImportedFrom,
            CreateTime = row.CreatedAt.ToTimestamp(),
        };

    private static Area ToMessage(AreaRow area, string currency) => new()
    {
        AreaCode = area.AreaCode,
        Name = area.Name,
        Released = new Money { AmountMinor = Math.Max(0, area.ReleasedMinor), Currency = currency },
    };

    private static PhaseChange ToMessage(PhaseChangeRow change) => new()
    {
        Phase = change.PhaseNow,
        Time = change.ChangedAt.ToTimestamp(),
        DecidedBy = change.DecidedBy,
        Reason = change.Reason,
    };

    private static DateChange ToMessage(DateChangeRow change) => new()
    {
        Phase = change.PhaseNow,
        BeforeTime = change.Was.ToTimestamp(),
        AfterTime = change.Became.ToTimestamp(),
        Time = change.DecidedAt.ToTimestamp(),
        DecidedBy = change.DecidedBy,
        Reason = change.Reason,
    };

    private static WordsChange ToMessage(WordsChangeRow change) => new()
    {
        AreaCode = change.AreaCode,
        Before = change.Was,
        Time = change.DecidedAt.ToTimestamp(),
        DecidedBy = change.DecidedBy,
        Reason = change.Reason,
    };
}
