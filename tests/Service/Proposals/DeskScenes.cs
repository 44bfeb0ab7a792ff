using System.Text;
using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do at the desk of officers, for the walk of who may call.</summary>
internal static class DeskScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["GetBallotPaperPreview"] = async visit =>
        {
            await Proposed(council, visit);
            await council.Advance(Phase.Reviewing, visit.Id);
            return new(new GetBallotPaperPreviewRequest { RoundId = visit.Id });
        },
        ["ListCases"] = async visit =>
        {
            await Proposed(council, visit);
            return new(new ListCasesRequest { RoundId = visit.Id });
        },
        ["GetCase"] = async visit =>
            new(new GetCaseRequest { RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId }),
        ["AssignProposal"] = async visit =>
            new(new AssignProposalRequest { RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId }),
        ["AddCaseNote"] = async visit => new(new AddCaseNoteRequest
        {
            RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId, Words = "Ask the parks team.",
        }),
        ["ChooseReminder"] = async visit => new(new ChooseReminderRequest
        {
            RoundId = visit.Id, ProposalId = (await Proposed(council, visit)).ProposalId, RemindTime = Council.Day(15),
        }),
        ["ValueProposals"] = async visit => new(new ValueProposalsRequest
        {
            RoundId = visit.Id,
            Valuations =
            {
                new ProposalValuation
                {
                    ProposalId = (await Proposed(council, visit)).ProposalId, Valuation = new Valuation { Cost = Council.Pounds(1_000) },
                },
            },
        }),
        ["ImportValuations"] = async visit => new(new ImportValuationsRequest
        {
            RequestId = Council.NewRequest(), RoundId = visit.Id, Content = File(Line(await Proposed(council, visit), cost: "1000")),
        }),
    };

    /// <summary>A file with these lines.</summary>
    public static ByteString File(params string[] lines) => ByteString.CopyFrom(Encoding.UTF8.GetBytes(
        "number,area,title,state,cost,reason,note,valuations,version\n" + string.Join('\n', lines) + "\n"));

    /// <summary>A line about an idea that was valued so often, in the version that was read.</summary>
    public static string Line(Proposal idea, string cost = "", string reason = "", string note = "", int valuations = 0) =>
        $"{idea.ProposalId},{idea.AreaCode},{idea.Title},open,{cost},{reason},{note},{valuations},{idea.Version}";

    private static async Task<Proposal> Proposed(Council council, Visit visit)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        return await council.Propose(People.Amina, Council.Idea(roundId: visit.Id));
    }
}
