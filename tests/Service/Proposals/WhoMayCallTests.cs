using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Pictures;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;
using Contract = Participatory.Proposals.V1.ProposalsService;

namespace Participatory.Tests.Service.Proposals;

public sealed class WhoMayCallTests
{
    [Theory, EveryDatabase]
    public async Task Other_areas_and_other_people_are_refused_as_the_contract_says(string engine)
    {
        await using var council = await Council.Start(engine);
        Assert.True(await AccessWalk.Past(Contract.Descriptor, council.Service, Scenes(council)) > 100);
    }

    private static Dictionary<string, Func<Visit, Task<Scene>>> Scenes(Council council) => new(StringComparer.Ordinal)
    {
        ["CreateRound"] = visit => Task.FromResult(new Scene(new CreateRoundRequest { Round = Council.Draft(visit.Id) })),
        ["AdvanceRound"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new AdvanceRoundRequest { RoundId = visit.Id, ToPhase = Phase.Accepting, Reason = "Everybody is ready." });
        },
        ["MoveDates"] = async visit =>
        {
            var dates = (await council.Make(Council.Draft(visit.Id))).Dates;
            dates.FinishedFrom = Council.Day(50);
            return new(new MoveDatesRequest { RoundId = visit.Id, Dates = dates, Reason = "The school asked." });
        },
        ["CorrectRound"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new CorrectRoundRequest { RoundId = visit.Id, Description = "Better said.", Reason = "A typing error." });
        },
        ["EndRound"] = async visit =>
        {
            await council.Make(Council.Draft(visit.Id));
            return new(new EndRoundRequest { RoundId = visit.Id, Reason = "There is no money." });
        },
        ["PublishBallotPaper"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.Advance(Phase.Reviewing, visit.Id);
            await council.As(People.Grace).ValueProposalAsync(new(Valued(idea)) { RequestId = Council.NewRequest() });
            await council.Release(Council.Elm, 9_000, roundId: visit.Id);
            return new(new PublishBallotPaperRequest { RoundId = visit.Id, Reason = "All ideas are reviewed." });
        },
        ["WithdrawProposal"] = async visit =>
            new(new WithdrawProposalRequest { RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId }),
        ["AddProposalPhoto"] = async visit => new(Photo(await Proposed(council, visit))),
        ["RemoveProposalPhoto"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.As(People.Amina).AddProposalPhoto().Send([Photo(idea)]);
            return new(new RemoveProposalPhotoRequest { RoundId = visit.Id, ProposalId = idea.ProposalId, Reason = "It shows a child." });
        },
        ["JudgeProposal"] = async visit => new(
            new JudgeProposalRequest
            {
                RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId, Part = IdeaPart.Words,
                Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            })
        { Earlier = People.Amina },
        ["AskSecondLook"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.As(People.Grace).JudgeProposalAsync(new()
            {
                RequestId = Council.NewRequest(), RoundId = visit.Id, ProposalId = idea.ProposalId, Part = IdeaPart.Words,
                Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            });
            return new(new AskSecondLookRequest { RoundId = visit.Id, ProposalId = idea.ProposalId, Part = IdeaPart.Words });
        },
        ["ListFlagged"] = async visit =>
        {
            var idea = await Proposed(council, visit);
            await council.As(People.Nobody).FlagProposalAsync(new()
            {
                RequestId = Council.NewRequest(), RoundId = visit.Id, ProposalId = idea.ProposalId, Part = IdeaPart.Words,
                Reason = HidingReason.Abuse,
            });
            return new(new ListFlaggedRequest());
        },
        ["GetFlags"] = async visit => new(new GetFlagsRequest
        {
            RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId, Part = IdeaPart.Words,
        }),
        ["ValueProposal"] = async visit => new(Valued(await Proposed(council, visit))),
    };

    private static async Task<Proposal> Proposed(Council council, Visit visit)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        return await council.Propose(People.Amina, Council.Idea(roundId: visit.Id));
    }

    private static ValueProposalRequest Valued(Proposal idea) => new()
    {
        RoundId = idea.RoundId, ProposalId = idea.ProposalId, Valuation = new Valuation { Cost = Council.Pounds(1_000) },
    };

    private static AddProposalPhotoRequest Photo(Proposal idea) => new()
    {
        RequestId = Council.NewRequest(), RoundId = idea.RoundId, ProposalId = idea.ProposalId, AltText = "Three benches",
        EverybodySaidYes = true, Content = ByteString.CopyFrom(TestJpeg.Picture()),
    };
}
