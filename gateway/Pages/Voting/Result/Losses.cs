using System.Text.Json;
using Participatory.Contracts.Voting;
using Participatory.Gateway.Pages.Shared;
using Participatory.Types.V1;
using Participatory.Voting.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Voting.Result;

/// <summary>Why an idea was not chosen, in the reader's language, and what those got who chose it.</summary>
public static class Losses
{
    /// <summary>Empty where nothing is known.</summary>
    public static string Sentence(Loss? loss, Say say) => loss is null ? "" : new WhyNot(say).Sentence(Declared(loss));

    /// <summary>With what those got who chose it.</summary>
    public static string Sentence(ProjectResult project, ContestResult contest, Say say) =>
        $"{Sentence(project.Loss, say)} {Supporters(project, contest, say)}".Trim();

    private static LossDeclared Declared(Loss loss) => new(
        JsonNamingPolicy.SnakeCaseLower.ConvertName(loss.Reason.ToString()),
        loss.Cost?.Currency ?? "",
        loss.Votes,
        loss.Cost?.AmountMinor ?? 0,
        loss.Left?.AmountMinor,
        loss.Budget?.AmountMinor,
        loss.Needed,
        loss.PaidPercent,
        loss.MoreVotes,
        loss.VotesNotEnough,
        loss.InPoints,
        loss.WinsAt?.AmountMinor,
        loss.WinsAtIsHighest,
        loss.Fence);

    private static string Supporters(ProjectResult project, ContestResult contest, Say say)
    {
        if (project.Supporters is not { } got || project.Votes == 0)
        {
            return "";
        }

        var titles = got.Spent.Take(3).Select(spent => contest.Projects.FirstOrDefault(other => other.ProjectId == spent.ProjectId))
            .OfType<ProjectResult>().Select(other => HidingWords.TitleOf(other, say)).ToList();
        var (some, all) = (say.Number(got.VotersWithAWinner), say.Number(project.Votes));
        return got.VotersWithAWinner == 0 ? Words.Outcomes.SupportersNone
            : titles.Count == 0 ? say.Fill(Words.Outcomes.SupportersSome, some, all)
            : say.Fill(Words.Outcomes.SupportersGot, some, all,
                string.Join(", ", titles.Select(title => say.Fill(Words.Outcomes.Quoted, title))));
    }
}
