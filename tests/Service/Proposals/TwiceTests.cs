using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What counts where something happens twice, in both orders and with time between.</summary>
public sealed class TwiceTests
{
    [Theory, EveryDatabase]
    public async Task Of_two_valuations_the_later_one_counts_and_an_idea_that_cannot_be_done_can_be_taken_back(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        foreach (var feasibleFirst in (bool[])[true, false])
        {
            var idea = (await council.Propose()).ProposalId;
            await Value(feasibleFirst);
            council.Service.Clock.Advance(TimeSpan.FromHours(1));
            await Value(!feasibleFirst);

            var (state, finding) = feasibleFirst
                ? (ProposalState.Infeasible, Valuation.FindingOneofCase.InfeasibleReason)
                : (ProposalState.Feasible, Valuation.FindingOneofCase.Cost);
            var seen = await council.Get(People.Amina, idea);
            Assert.Equal((state, finding), (seen.State, seen.Valuation.FindingCase));
            for (var times = 0; times < 2; times++)
            {
                council.Service.Clock.Advance(TimeSpan.FromHours(1));
                Assert.Equal(ProposalState.Withdrawn, (await council.Withdraw(People.Amina, idea)).State);
            }

            Task Value(bool feasible) => feasible ? council.Cost(idea, 900) : council.TurnDown(idea);
        }
    }

    [Theory, EveryDatabase]
    public async Task Of_two_photos_that_were_taken_away_the_reason_of_the_later_is_read(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = (await council.Propose()).ProposalId;
        foreach (var reason in (string[])["It shows a child.", "It shows a number plate."])
        {
            await PhotoTests.Add(council, People.Amina, TestJpeg.Picture(), idea);
            council.Service.Clock.Advance(TimeSpan.FromHours(1));
            await council.As(People.Olu).RemoveProposalPhotoAsync(PhotoTests.Removal(reason, idea));
            council.Service.Clock.Advance(TimeSpan.FromHours(1));

            Assert.Equal(reason, (await council.Get(People.Amina, idea)).PhotoTakenAway.Reason);
        }
    }
}
