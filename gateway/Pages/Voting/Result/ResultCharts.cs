using Participatory.Gateway.Charts;
using Participatory.Gateway.Pages.Shared;
using Participatory.Words;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting.Result;

/// <summary>The pictures of a contest's result. Every bar says its number in words, so that a picture is a table as well.</summary>
/// <param name="contest">The contest.</param>
/// <param name="roundId">Its round.</param>
/// <param name="say">How numbers are said.</param>
public sealed class ResultCharts(ContestResult contest, string roundId, Say say)
{
    /// <summary>A chart of more bars than this is a wall; the table has them all.</summary>
    private const int MostBars = 25;

    /// <summary>Votes for each idea, most first.</summary>
    public BarChart Votes()
    {
        var ranked = ResultModel.Ranked(contest).Take(MostBars).ToList();
        var most = ranked.Count == 0 ? 0 : ranked[0].Votes;
        var title = ranked.Count == 0 ? "" : contest.Projects.Count > MostBars
            ? say.Fill(Words.Outcomes.ChartTop, MostBars)
            : say.Fill(Words.Outcomes.ChartTitle, HidingWords.TitleOf(ranked[0], say), say.Number(most));
        return new BarChart(title, [.. ranked.Select(project => Bar.Of(
            HidingWords.TitleOf(project, say),
            say.Count(project.Won ? Words.Outcomes.VotesWon : Words.Outcomes.Votes, project.Votes),
            Shares.Of(project.Votes, most),
            project.Won,
            Links.Idea(roundId, project.ProjectId)))]);
    }

    /// <summary>Where the money went; null when it went nowhere.</summary>
    public BarChart? Money()
    {
        var winners = contest.Projects.Where(project => project.Won).OrderByDescending(project => project.Cost.AmountMinor).ToList();
        if (winners.Count == 0)
        {
            return null;
        }

        var (most, others) = (winners[0], winners.Skip(MostBars).ToList());
        var left = contest.Budget.AmountMinor - contest.Spent.AmountMinor;
        var longest = Math.Max(most.Cost.AmountMinor, left);
        List<Bar> bars = [.. winners.Take(MostBars).Select(project => Bar.Of(
            HidingWords.TitleOf(project, say), say.Money(project.Cost), Shares.Of(project.Cost.AmountMinor, longest), true,
                Links.Idea(roundId, project.ProjectId)))];
        if (others.Count > 0)
        {
            var sum = others.Sum(project => project.Cost.AmountMinor);
            bars.Add(Bar.Of(
                say.Count(Words.Outcomes.Others, others.Count), say.Money(sum, contest.Budget.Currency), Shares.Of(sum, longest), true));
        }

        bars.Add(Bar.Of(Words.Outcomes.LeftOver, say.Money(left, contest.Budget.Currency), Shares.Of(left, longest), false));
        return new BarChart(
            say.Fill(Words.Outcomes.MoneyTitle, HidingWords.TitleOf(most, say), say.Money(most.Cost), say.Money(contest.Budget)), bars);
    }

    /// <summary>What voters have on their account; null where there are too few for groups.</summary>
    public BarChart? WhoGotWhat()
    {
        if (contest.Explanation is not { Tenths.Count: > 0 } told)
        {
            return null;
        }

        var longest = Math.Max(told.Tenths[^1].AmountMinor, told.EqualShare.AmountMinor);
        return new BarChart(
            say.Fill(Words.Outcomes.GotTitle, Percent(told.VotersWithAWinner, contest.Ballots)),
            [.. told.Tenths.Select((amount, tenth) => Bar.Of(
                tenth == 0 ? Words.Outcomes.GotLeast : tenth == told.Tenths.Count - 1 ? Words.Outcomes.GotMost
                    : say.Fill(Words.Outcomes.GotTenth, tenth + 1),
                say.Money(amount),
                Shares.Of(amount.AmountMinor, longest),
                amount.AmountMinor >= told.EqualShare.AmountMinor))]);
    }

    /// <summary>Who came closest; null when nobody can be said to have come close.</summary>
    public BarChart? Nearest() => contest.Projects.Any(project => project.HasEffectiveSupport) ? NearestByShares() : NearestByVotes();

    /// <summary>Whole percent, rounded down.</summary>
    public static long Percent(long part, long whole) => whole == 0 ? 0 : part * 100 / whole;

    private BarChart? NearestByShares()
    {
        var nearest = contest.Projects.Where(project => project is { Won: false, HasEffectiveSupport: true, Votes: > 0 })
            .OrderByDescending(project => project.EffectiveSupport).Take(MostBars).ToList();
        return nearest.Count == 0 ? null : new BarChart(
            say.Fill(Words.Outcomes.NearShares, HidingWords.TitleOf(nearest[0], say), say.Number(nearest[0].EffectiveSupport)),
            [.. nearest.Select(project => Bar.Of(
                HidingWords.TitleOf(project, say),
                say.Fill(Words.Outcomes.NearPercent, say.Number(project.EffectiveSupport)),
                Shares.Of(project.EffectiveSupport, 100),
                ReferenceEquals(project, nearest[0]),
                Links.Idea(roundId, project.ProjectId)))]);
    }

    private BarChart? NearestByVotes()
    {
        var nearest = contest.Projects.Where(project => project.Loss is { MoreVotes: > 0, InPoints: false })
            .OrderBy(project => project.Loss.MoreVotes).Take(MostBars).ToList();
        return nearest.Count == 0 ? null : new BarChart(
            say.Fill(Plurals.Form(Words.Outcomes.NearVotes, nearest[0].Loss.MoreVotes, System.Globalization.CultureInfo.CurrentUICulture),
                HidingWords.TitleOf(nearest[0], say), say.Number(nearest[0].Loss.MoreVotes)),
            [.. nearest.Select(project => Bar.Of(
                HidingWords.TitleOf(project, say),
                say.Count(Words.Outcomes.NearMissing, project.Votes, say.Number(project.Loss.MoreVotes)),
                Shares.Of(project.Votes, project.Votes + project.Loss.MoreVotes),
                ReferenceEquals(project, nearest[0]),
                Links.Idea(roundId, project.ProjectId)))]);
    }
}
