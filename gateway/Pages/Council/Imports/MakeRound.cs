using Grpc.Core;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Words;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Imports;

/// <summary>
/// Makes the round of a published election with its projects and what they cost; whatever is there already is left as it is.
/// </summary>
public sealed class MakeRound(ProposalsService.ProposalsServiceClient proposals, CouncilDays days, Say say)
{
    private const int MostProblems = 20;

    /// <returns>What a service would not take, each as a sentence; empty where all of it is there now.</returns>
    public async Task<IReadOnlyList<string>> Run(PublishedElection election, ImportProgress progress, CancellationToken cancellation)
    {
        var round = progress.Round ?? await proposals.CreateRoundAsync(
            new CreateRoundRequest { RequestId = Id("round"), Round = RoundOf(election) }, cancellationToken: cancellation);
        List<string> problems = [];
        // One after the other, so that the ideas stand in the order of the file.
        foreach (var (at, project) in election.Header.Projects.Index())
        {
            if (!progress.Ideas.ContainsKey(project.Project.Id))
            {
                await Try(project.Project.Id, async () => await proposals.CreateProposalAsync(
                    new CreateProposalRequest { RequestId = Id("idea", project.Project.Id), Proposal = ProposalOf(election, at) },
                        cancellationToken: cancellation));
            }
        }

        await Advance(Phase.Accepting);
        foreach (var project in election.Header.Projects.Where(
            project => progress.Ideas.GetValueOrDefault(project.Project.Id, ProposalState.Open) == ProposalState.Open))
        {
            await Try(project.Project.Id, async () => await proposals.ValueProposalAsync(
                new ValueProposalRequest
                {
                    RequestId = Id("value", project.Project.Id),
                    RoundId = round.RoundId,
                    ProposalId = project.Project.Id,
                    Valuation = new Valuation { Cost = Amount(election, project.Project.Cost) },
                }, cancellationToken: cancellation));
        }

        await Advance(Phase.Reviewing);
        return problems;

        string Id(params string[] what) => RequestIds.From(["import", election.Hash, .. what]);

        async Task Try(string project, Func<Task> call)
        {
            if (problems.Count >= MostProblems)
            {
                return;
            }

            try
            {
                await call();
            }
            catch (RpcException refusal) when (refusal.CanBePutRight() || refusal.StatusCode == StatusCode.NotFound)
            {
                problems.Add(say.Fill(Words.Imports.ProjectRefused, project, refusal.Status.Detail));
            }
        }

        async Task Advance(Phase to)
        {
            if (problems.Count == 0 && round.Phase == to - 1)
            {
                round = await proposals.AdvanceRoundAsync(
                    new AdvanceRoundRequest
                    {
                        RequestId = Id("advance", to.ToString()), RoundId = round.RoundId, ToPhase = to,
                        Reason = say.Fill(Words.Imports.Reason, election.FileName),
                    }, cancellationToken: cancellation);
            }
        }
    }

    private Round RoundOf(PublishedElection election)
    {
        var first = days.Today;
        var description = election.Header["description"] ?? "";
        return new Round
        {
            RoundId = election.RoundId,
            Title = election.Title,
            Description = description[..Math.Min(description.Length, 4000)],
            Currency = election.Currency,
            ImportedFrom = election.FileName,
            Areas = { new Area { AreaCode = PublishedElection.AreaCode,
                Name = PublishedElection.OneLine(election.AreaName, 120) } },
            // The ballots are there already, so these days only leave room for bringing everything in.
            Dates = new PhaseDates
            {
                ListeningFrom = days.Begin(first),
                AcceptingFrom = days.Begin(first.AddDays(10)),
                ReviewingFrom = days.Begin(first.AddDays(20)),
                BallotingFrom = days.Begin(first.AddDays(30)),
                FinishedFrom = days.Begin(first.AddDays(90)),
            },
            Voting = new VotingRules
            {
                VoteType = VoteType.Approval, MinLength = 1, MaxLength = election.MaxLength, Rule = election.Rule, Utility = "cost",
                Ties = "es",
            },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
    }

    private static Proposal ProposalOf(PublishedElection election, int at)
    {
        var project = election.Header.Projects[at].Project;
        var title = project.Name.Length > 0 ? project.Name : project.Id;
        return new Proposal
        {
            RoundId = election.RoundId,
            ProposalId = project.Id,
            AreaCode = PublishedElection.AreaCode,
            Title = PublishedElection.OneLine(title, 400),
            Words = Column("description", 4000),
            WhoBenefits = Column("target", 1000),
        };

        string Column(string name, int most)
        {
            var text = election.Header.Field(at, name) ?? "";
            return text[..Math.Min(text.Length, most)];
        }
    }

    public static Money Amount(PublishedElection election, long minor) => new() { AmountMinor = minor, Currency = election.Currency };
}
