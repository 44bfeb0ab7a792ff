using Participatory.Words;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting;

/// <summary>Why an idea did not win, what it would have taken, and what those got who chose it: in plain sentences with their numbers.</summary>
public static class Losses
{
    public static string Sentence(ProjectResult project, ContestResult contest, int minVotes, Say say) =>
        string.Join(' ', Sentences(project, contest, minVotes, say).Where(sentence => sentence.Length > 0));

    private static IEnumerable<string> Sentences(ProjectResult project, ContestResult contest, int minVotes, Say say)
    {
        yield return project.LossReason switch
        {
            LossReason.NotEnoughLeft => say.Fill(Words.Outcomes.NotEnoughLeft, say.Money(project.LeftAtTurn), say.Money(project.Cost)),
            LossReason.CostsMoreThanBudget => say.Fill(Words.Outcomes.CostsMoreThanBudget, say.Money(project.Cost), say.Money(contest.Budget)),
            LossReason.BelowThreshold => say.Count(Words.Outcomes.BelowThreshold, minVotes),
            LossReason.NoVotes => Words.Outcomes.NoVotes,
            LossReason.SupportersCannotPay => say.Fill(Words.Outcomes.CannotPay, say.Number(project.EffectiveSupport)),
            LossReason.ExcludedByWinner => Words.Outcomes.Excluded,
            _ => Words.Outcomes.StoppedBefore,
        };
        yield return Votes(project, say);
        if (project.WinsAt is { } winsAt)
        {
            yield return say.Fill(project.WinsAtIsHighest ? Words.Outcomes.WinsAt : Words.Outcomes.WinsAtPerhaps, say.Money(winsAt));
        }

        yield return Supporters(project, contest, say);
    }

    private static string Votes(ProjectResult project, Say say) => project switch
    {
        { MoreVotesNeeded: > 0 } when project.VotesNotEnough == project.MoreVotesNeeded - 1 => say.Count(Words.Outcomes.MoreVotes, project.MoreVotesNeeded),
        { MoreVotesNeeded: > 0 } => say.Count(Words.Outcomes.MoreVotesPerhaps, project.MoreVotesNeeded),
        { VotesNotEnough: > 0 and < long.MaxValue, LossReason: not LossReason.CostsMoreThanBudget } => say.Count(Words.Outcomes.NotEnoughVotes, project.VotesNotEnough),
        _ => "",
    };

    private static string Supporters(ProjectResult project, ContestResult contest, Say say)
    {
        if (project.Supporters is not { } got || project.Votes == 0)
        {
            return "";
        }

        var titles = got.Spent.Take(3).Select(spent => contest.Projects.FirstOrDefault(other => other.ProjectId == spent.ProjectId)?.Title).OfType<string>().ToList();
        return got.VotersWithAWinner == 0 ? Words.Outcomes.SupportersNone
            : titles.Count == 0 ? say.Fill(Words.Outcomes.SupportersSome, say.Number(got.VotersWithAWinner), say.Number(project.Votes))
            : say.Fill(Words.Outcomes.SupportersGot, say.Number(got.VotersWithAWinner), say.Number(project.Votes), string.Join(", ", titles.Select(title => say.Fill(Words.Outcomes.Quoted, title))));
    }
}
