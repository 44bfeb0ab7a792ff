using Participatory.Gateway.Words;
using Participatory.Voting.V1;

namespace Participatory.Gateway.Pages.Voting;

/// <summary>Why an idea did not win, in a plain sentence with its number.</summary>
public static class Losses
{
    public static string Sentence(ProjectResult project, ContestResult contest, int minVotes, Say say)
    {
        var reason = project.LossReason switch
        {
            LossReason.NotEnoughLeft => say.Fill(Words.Outcomes.NotEnoughLeft, say.Money(project.LeftAtTurn), say.Money(project.Cost)),
            LossReason.CostsMoreThanBudget => say.Fill(Words.Outcomes.CostsMoreThanBudget, say.Money(project.Cost), say.Money(contest.Budget)),
            LossReason.BelowThreshold => say.Count(Words.Outcomes.BelowThreshold, minVotes),
            LossReason.NoVotes => Words.Outcomes.NoVotes,
            _ => Words.Outcomes.StoppedBefore,
        };
        return project.MoreVotesNeeded > 0 ? $"{reason} {say.Count(Words.Outcomes.MoreVotes, project.MoreVotesNeeded)}" : reason;
    }
}
