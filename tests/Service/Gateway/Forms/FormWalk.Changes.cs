using Participatory.Proposals.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>What can still be changed of a round: its dates, its words, that it ends without a vote; and another one like it.</summary>
public sealed partial class FormWalk
{
    private async Task ARoundIsChanged()
    {
        var like = await doors.Anyone.Proposals.GetRoundAsync(new() { RoundId = round });
        (like.RoundId, like.Title) = ("", "What the harbour wants");
        var id = (await doors.Officer.Proposals.CreateRoundAsync(
            new() { RequestId = Guid.NewGuid().ToString(), Round = like })).RoundId;
        var (page, everybody) = ($"/council/rounds/{id}", $"/rounds/{id}");
        (Typist, string)[] shown = [(officer, page), (anyone, everybody)];
        await Table.Fill(officer, page + "/dates", "",
        [
            Day("AcceptingFrom", "2027-06-11", "dates.acceptingFrom"), Day("ReviewingFrom", "2027-06-25", "dates.reviewingFrom"),
            Day("BallotingFrom", "2027-07-09", "dates.ballotingFrom"), Day("FinishedFrom", "2027-07-23", "dates.finishedFrom", last: true),
            Text("Reason", "The school asked for two days more.", "dateChanges.reason"),
        ], _ => Changed(), shown);
        await Table.Fill(officer, page + "/correct", "",
        [
            Text("Description", "Neighbours of the harbour say it first.", "description"),
            Choice("AreaCode", Harbour, "wordsChanges.areaCode", Harbour, "Harbour Side"),
            Text("Name", "Harbour Side and Quay", "areas.name"),
            Text("Reason", "The quay was forgotten.", "wordsChanges.reason"),
        ], _ => Changed(), shown);

        // All answers of the old one are there; only its days are suggested anew.
        var again = await Table.Fill(officer, page, "Again",
            [Unread("", "", "a draft is the gateway's own", seen: "What the harbour wants")]);
        var check = await officer.Read(again.To.Replace("step=1", "step=4", StringComparison.Ordinal));
        foreach (var answer in new[]
        {
            "What the harbour wants", "Neighbours of the harbour say it first.", "Elm Park", "Harbour Side and Quay", "17 days",
            "94 days", "£1,000.50", "£6,000.75", Words.CouncilRounds.TiesLex, Words.CouncilRounds.OfferNext,
        })
        {
            Assert.Contains(answer, check, StringComparison.Ordinal);
        }

        await doors.Officer.Proposals.AdvanceRoundAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(), RoundId = id, ToPhase = Phase.Accepting, Reason = "People are asking.",
        });
        var idea = await doors.Volunteer.Proposals.CreateProposalAsync(new()
        {
            RequestId = Guid.NewGuid().ToString(),
            Proposal = new Proposal { RoundId = id, AreaCode = Harbour, Title = "A ladder at the quay", Words = "To get out again." },
        });
        await Table.Fill(officer, page + "/end", "",
            [Text("Reason", "The harbour gets money another way.", "phaseChanges.reason")], _ => Changed(), shown);
        var ideaPage = await anyone.Read($"{everybody}/ideas/{idea.ProposalId}");
        Assert.All(
            [Words.Rounds.EndedNow, "The harbour gets money another way.", "To get out again."],
            words => Assert.Contains(words, ideaPage, StringComparison.Ordinal));
        Assert.Contains(Words.Rounds.EndedNow, await anyone.Read(everybody), StringComparison.Ordinal);

        async Task<Google.Protobuf.IMessage> Changed() => await doors.Anyone.Proposals.GetRoundAsync(new() { RoundId = id });
    }
}
