using Google.Protobuf.WellKnownTypes;
using Participatory.Grants.V1;
using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Standalone.Demo;

/// <summary>The council makes a round and lets go of the money for it.</summary>
internal static class Opening
{
    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        stages.Play("The council lets go of the money", 5, async step =>
        {
            await doors.Officer.Proposals.CreateRoundAsync(
                new CreateRoundRequest { RequestId = script.Id("round"), Round = RoundOf(script) }, cancellationToken: cancellation);
            step();

            var fund = $"fund-{script.RoundId}";
            fund = fund.Length <= 60 ? fund : fund[..60].TrimEnd('-');
            await doors.Finance.Grants.CreateFundAsync(new CreateFundRequest
            {
                RequestId = script.Id("fund"),
                Fund = new Fund
                {
                    FundId = fund, Name = $"Neighbourhood fund: {script.Title}", Currency = script.Currency,
                    BudgetCode = "NBH-2026"
                },
            }, cancellationToken: cancellation);
            step();
            await doors.Finance.Grants.RecordIncomeAsync(new RecordIncomeRequest
            {
                RequestId = script.Id("income"),
                FundId = fund,
                Funder = "The council",
                Amount = MoneyOf(script, script.Areas.Sum(area => area.BudgetMinor)),
                Reference = "Budget decision",
            }, cancellationToken: cancellation);
            step();

            var release = new Release
            {
                ReleaseId = $"release-{script.Id("release-id")}", FundId = fund, RoundId = script.RoundId,
                Note = "For people in the areas to spend."
            };
            release.Lines.AddRange(
                script.Areas.Select(area => new ReleaseLine { AreaCode = area.Code, Amount = MoneyOf(script, area.BudgetMinor) }));
            await doors.Officer.Grants.ProposeReleaseAsync(
                new ProposeReleaseRequest { RequestId = script.Id("release"), Release = release }, cancellationToken: cancellation);
            step();
            await doors.Finance.Grants.ApproveReleaseAsync(
                new ApproveReleaseRequest { RequestId = script.Id("approve-release"), ReleaseId = release.ReleaseId },
                    cancellationToken: cancellation);
            step();
        });

    public static Money MoneyOf(Script script, long amountMinor) => new() { AmountMinor = amountMinor, Currency = script.Currency };

    private static Round RoundOf(Script script)
    {
        var round = new Round
        {
            RoundId = script.RoundId,
            Title = script.Title,
            Description = script.Description,
            Currency = script.Currency,
            ImportedFrom = script.ImportedFrom,
            Dates = new PhaseDates
            {
                ListeningFrom = Day(0),
                AcceptingFrom = Day(14),
                ReviewingFrom = Day(42),
                BallotingFrom = Day(70),
                FinishedFrom = Day(91),
            },
            Voting = new VotingRules
            {
                VoteType = script.Knapsack ? VoteType.Knapsack : VoteType.Approval,
                MinLength = 1,
                MaxLength = script.MaxLength,
                Rule = script.Rule,
                Utility = "cost",
                Ties = "es",
            },
            Policies = new Policies { PayWithinDays = 10, AnswerWithinDays = 5, StoryAfterDays = 90, Unspent = UnspentPolicy.RollOver },
        };
        round.Areas.AddRange(script.Areas.Select(area => new Area { AreaCode = area.Code, Name = area.Name }));
        return round;

        Timestamp Day(int day) => Timestamp.FromDateTimeOffset(script.Start.AddDays(day));
    }
}
