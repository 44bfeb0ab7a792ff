using System.Text;
using Google.Protobuf;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Tables;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

public sealed class ValuationFileTests
{
    [Theory, EveryDatabase]
    public async Task A_file_is_looked_at_first_and_saved_once_and_what_it_leaves_empty_stays(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var ideas = await Propose(council, 4);
        await council.Cost("3", 30);
        await council.Cost("4", 40);
        var file = DeskScenes.File(
            DeskScenes.Line(ideas[0], cost: "1200.50", note: "Two of them"), DeskScenes.Line(ideas[1], reason: "'-not ours"),
            DeskScenes.Line(ideas[2]), DeskScenes.Line(ideas[3], cost: "40", valuations: 1));
        var looked = await Import(council, file, look: true);
        Assert.Equal((1, 1, 2, false), (looked.Feasible, looked.Infeasible, looked.Unchanged, looked.Saved));
        Assert.Equal(["1", "2"], looked.First.Select(one => one.ProposalId));
        Assert.Equal(ProposalState.Open, (await council.Get(People.Amina, "1")).State);

        var id = Council.NewRequest();
        var saved = await Import(council, file, requestId: id);
        Assert.True(saved.Saved);
        Assert.Equal(saved, await Import(council, file, requestId: id));
        Assert.Equal(4, (await council.Service.Published<ProposalReviewed>()).Count);
        var first = (await council.Get(People.Amina, "1")).Valuation;
        Assert.Equal((120_050L, "Two of them", "Grace Bell, neighbourhood officer"),
            (first.Cost.AmountMinor, first.Note, first.ValuedBy));
        Assert.Equal("-not ours", (await council.Get(People.Amina, "2")).Valuation.InfeasibleReason);
    }

    [Theory, EveryDatabase]
    public async Task Every_line_that_cannot_be_used_is_named_and_nothing_is_saved(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var ideas = await Propose(council, 10);
        await council.Edit(People.Resident("subject-10"), 1, "Other words.", "Idea 10", "10");
        await council.Withdraw(People.Resident("subject-8"), "8");
        await council.Cost("9", 90);
        var title = ideas[2].Clone();
        title.Title = "Better benches";
        var area = ideas[3].Clone();
        area.AreaCode = Council.Oak;
        var nowhere = ideas[0].Clone();
        nowhere.ProposalId = "77";
        var failure = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => Import(council, DeskScenes.File(
            DeskScenes.Line(ideas[0], cost: "10"), DeskScenes.Line(ideas[0], cost: "11"), DeskScenes.Line(nowhere, cost: "1"),
            DeskScenes.Line(title, cost: "1"), DeskScenes.Line(area, cost: "1"), DeskScenes.Line(ideas[4], cost: "1", reason: "No"),
            DeskScenes.Line(ideas[5], note: "Only this"), DeskScenes.Line(ideas[6], cost: "much"), DeskScenes.Line(ideas[7], cost: "1"),
            DeskScenes.Line(ideas[8], cost: "91"), "1,2,3,4,5,6,7,8,9,10", DeskScenes.Line(ideas[9], cost: "1"))));
        Assert.Equal("VALUATIONS_AT_FAULT", failure.Reason());
        Assert.Equal(
            [
                "3 TWICE", "4 NUMBER", "5 TITLE", "6 AREA", "7 BOTH", "8 NOTE_ALONE", "9 COST", "10 TAKEN_BACK", "11 OVERTAKEN",
                "12 COLUMNS", "13 EDITED",
            ],
            AnyFaults(failure));
        Assert.Single(await council.Service.Published<ProposalReviewed>());

        await Council.Refused("VALUATIONS_AT_FAULT", () => Import(council, ByteString.CopyFromUtf8("number,cost\n1,2\n")), "content");
        await Council.Refused("VALUATIONS_AT_FAULT", () => Import(council, DeskScenes.File()), "content");
        await Council.Refused("AREA_OF_OTHERS", async () =>
        {
            var oak = await council.Propose(idea: Council.Idea(area: Council.Oak));
            await Import(council, DeskScenes.File(DeskScenes.Line(oak, cost: "1")), People.Olu);
        });
    }

    [Theory, EveryDatabase]
    public async Task Of_two_who_bring_back_a_file_at_once_one_is_told_that_the_other_was_first(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = (await Propose(council, 1))[0];
        var outcomes = await Task.WhenAll(new[] { (People.Grace, "10"), (People.Noor, "11") }.Select(async one =>
        {
            try
            {
                return $"{(await Import(council, DeskScenes.File(DeskScenes.Line(idea, cost: one.Item2)), one.Item1)).Saved}";
            }
            catch (Grpc.Core.RpcException refused)
            {
                return AnyCall.Faults(refused).Single().Reason;
            }
        }));
        Assert.Equal(["True", "VALUATIONS_LINE_OVERTAKEN"], outcomes.Order(StringComparer.Ordinal));
        Assert.Single(await council.Service.Published<ProposalReviewed>());
    }

    [Theory, EveryDatabase]
    public async Task A_note_that_begins_with_a_line_break_says_nothing_new_as_it_was_given_out(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var idea = (await Propose(council, 1))[0];
        await council.As(People.Grace).ValueProposalAsync(new ValueProposalRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea.ProposalId,
            Valuation = new Valuation { Cost = Council.Pounds(10), Note = "\nTwo of them" },
        });
        var looked = await Import(
            council, DeskScenes.File(DeskScenes.Line(idea, cost: "10", note: GivenOut("\nTwo of them"), valuations: 1)), look: true);
        Assert.Equal((0, 0, 1), (looked.Feasible, looked.Infeasible, looked.Unchanged));
    }

    private static string GivenOut(string cell)
    {
        using var bytes = new MemoryStream();
        using (var csv = Csv.Write(bytes))
        {
            csv.Cells(cell).EndRecord();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()).Trim('\uFEFF', '\r', '\n');
    }

    private static IEnumerable<string> AnyFaults(Grpc.Core.RpcException failure) =>
        AnyCall.Faults(failure).Select(fault => fault.Reason).Select((reason, at) =>
            $"{at + 3} {reason.Replace("VALUATIONS_LINE_", "", StringComparison.Ordinal)}");

    private static async Task<List<Proposal>> Propose(Council council, int many)
    {
        var ideas = new List<Proposal>();
        for (var n = 1; n <= many; n++)
        {
            ideas.Add(await council.Propose(People.Resident($"subject-{n}"), Council.Idea($"Idea {n}")));
        }

        return ideas;
    }

    private static Task<ValuationsRead> Import(
        Council council, ByteString file, Caller? caller = null, bool look = false, string? requestId = null) =>
        council.As(caller ?? People.Grace).ImportValuations().Send([new ImportValuationsRequest
        {
            RequestId = requestId ?? Council.NewRequest(), RoundId = Council.RoundId, OnlyLook = look, Content = file,
        }]);
}
