using System.Text;
using Google.Protobuf;
using Participatory.People.Persons;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>The story goes on: officers share out ideas and note what they found.</summary>
public sealed partial class FormWalk
{
    private async Task OfficersShareOutIdeas()
    {
        const string title = "A big wheel", asked = "a question stores nothing";
        var desk = $"/council/rounds/{round}/desk";
        var idea = await Proposed(doors.Resident(3), title, 9_000);
        var page = $"{desk}/{idea}";
        await Table.Fill(officer, desk, "GET",
        [
            Unread("Show", "All", asked, unseen: "below"),
            Unread("Area", Elm, asked, "Elm Park") with { Suggested = "an area" },
            Unread("Who", "nobody", asked, unseen: "below"),
            Unread("Part", "big wheel", asked, title),
            Unread("Order", "Newest", asked, unseen: "below"),
            Unread("Due", "true", asked, unseen: "nothing is due"), .. Left("Topic"),
        ], shown: [(officer, $"{desk}?Show=All&Area={Elm}&Who=nobody&Part=big+wheel&Order=Newest")]);
        var topic = (await doors.Anyone.Proposals.GetTopicsAsync(new() { RoundId = round })).Topics[0].TopicId;
        await Table.Fill(officer, desk, "GET",
        [
            .. Left("Show"), .. Left("Area"), .. Left("Who"), .. Left("Part"), .. Left("Order"),
            Unread("Due", "true", asked, unseen: "nothing is due"),
            Unread("Topic", topic, asked, unseen: "no idea is about it yet") with { IsChoice = true },
        ]);
        await Table.Fill(officer, page, "Assign",
        [
            Choice("ColleagueSubject", DemoPeople.Officer.Caller.Subject, "case.assignedToMe", "true", Words.CouncilDesk.WithMe),
        ], _ => Case(), [(officer, $"{desk}?show=All")]);
        await Table.Fill(officer, page, "Note",
            [Text("Words", "The fair has one to lend.\nAsk in spring.", "notes.words")], _ => Case());
        await Table.Fill(officer, page, "Remind",
            [Day("RemindTime", "2031-09-01", "case.remindTime") with { Unseen = "it stands in its field" }], _ => Case());
        var file = $"number,area,title,state,cost,reason,note,valuations,version\n{idea},{Elm},{title},OPEN,8123,,,0,1\n";
        await Table.Fill(officer, $"/council/rounds/{round}/valuations", "",
            [Unread("Content", "ideas.csv", "it is only looked at", "£8,123") with { File = Encoding.UTF8.GetBytes(file) }]);
        await Table.Fill(officer, desk, "",
        [
            Tick("Chosen", "state", "PROPOSAL_STATE_INFEASIBLE", Words.Ideas.CannotBeDone, value: $"{idea}:1"),
            Text("InfeasibleReason", "A wheel needs a field,\nand we have none.", "valuation.infeasibleReason"),
        ], _ => Idea(idea), [(anyone, $"/rounds/{round}/ideas/{idea}")]);

        async Task<IMessage> Case() =>
            await doors.Officer.Proposals.GetCaseAsync(new() { RoundId = round, ProposalId = idea });
    }
}
