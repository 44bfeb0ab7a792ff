using System.Text;
using Google.Protobuf;
using Participatory.Proposals.V1;
using Participatory.Standalone.Demo;
using Participatory.Voting.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>A round with ticks on its ballot and a list of voters that people put themselves on; a published election.</summary>
public sealed partial class FormWalk
{
    private Script other = null!;

    private async Task PeoplePutThemselvesOnTheList()
    {
        var script = ElmPark.Write(2, quick: true);
        other = script with
        {
            Start = DateTimeOffset.UtcNow,

            Ideas = [.. script.Ideas.Where((_, at) => at is 0 or 1 or 6 or 7).Select(idea => idea with { Supporters = 0 })],
        };
        await Stages.Show(async stages =>
        {
            await Opening.Play(other, doors, stages, CancellationToken.None);
            await Proposing.Play(other, doors, stages, CancellationToken.None);
        });
        await DemoRound.Until("The poll", async () => await doors.Anyone.Voting.GetPollAsync(new() { PollId = other.RoundId }), default);
        var page = $"/council/rounds/{other.RoundId}/registration";
        await Table.Fill(officer, page, "Open",
        [
            Text("MostVoters", "4321", "terms.mostVoters", seen: "4,321"), Text("MostAtAddress", "1", "terms.mostAtAddress"),
            Text("MostFromSource", "43", "terms.mostFromSource"), Text("MinimumAge", "11", "terms.minimumAge"),
        ], async _ => await doors.Officer.Voting.ListRegistrationsAsync(new() { PollId = other.RoundId }),
            [(officer, page), (resident, $"/rounds/{other.RoundId}/register")]);
        await doors.Officer.Voting.OpenPollAsync(
            new() { RequestId = Guid.NewGuid().ToString(), PollId = other.RoundId, Reason = "Everybody may register." });
        await Table.Fill(resident, $"/rounds/{other.RoundId}/register", "",
        [
            Choice("AreaCode", other.Areas[0].Code, "areaCode", other.Areas[0].Code, other.Areas[0].Name),
            Typed.Unread("Address", "14 Elm Street, XE1 4AB", "the address of who is on the list is not kept", unseen: "as above"),
            Tick("IsOldEnough", "state", "REGISTRATION_STATE_ON_ROLL", Words.Registering.DoneTitle),
        ], async _ => await (await DoorOf(resident)).Voting.GetMyRegistrationAsync(new() { PollId = other.RoundId }));
        await Table.Fill(volunteer, $"/rounds/{other.RoundId}/register", "",
        [
            Choice("AreaCode", other.Areas[0].Code, "registrations.areaCode", other.Areas[0].Code, other.Areas[0].Name),
            Text("Address", "14 elm street XE1 4AB", "registrations.address"),
            Tick("IsOldEnough", "registrations.address", "14 elm street XE1 4AB", "14 elm street XE1 4AB"),
        ], async _ => await doors.Officer.Voting.ListRegistrationsAsync(new() { PollId = other.RoundId }), [(officer, page)]);
        await Table.Fill(officer, page, "Decide",
        [
            Text("Reason", "We could not find this flat.", "reason"),
            Pressed("state", "REGISTRATION_STATE_TURNED_AWAY", Words.Registering.AwayTitle),
        ], async _ => await doors.Volunteer.Voting.GetMyRegistrationAsync(new() { PollId = other.RoundId }),
            [(volunteer, $"/rounds/{other.RoundId}/register")], button: "Admit=false");
    }

    private async Task PeopleVoteWithTicks()
    {
        var code = (await (await DoorOf(resident)).Voting.GetMyRegistrationAsync(new() { PollId = other.RoundId })).Code;
        var ballot = await Table.Fill(resident, $"/rounds/{other.RoundId}/vote", "Code",
            [Typed.Unread("Code", code, "a code stands beside no vote", unseen: "it opens the ballot")], shown: []);
        var contest = (await doors.Anyone.Voting.GetPollAsync(new() { PollId = other.RoundId })).Contests
            .Single(one => one.AreaCode == other.Areas[0].Code);
        var ticked = contest.Projects[^1];
        var check = await Table.Fill(resident, ballot.To, "Choose",
            [Typed.Unread("ProjectIds", ticked.ProjectId, "its card gives it back, below", ticked.Title) with { Suggested = "an idea" }]);
        var receipt = await Table.Fill(resident, check.To, "Cast",
            [Typed.Unread("", "", "its card gives it back, below", Words.Voting.CardSave)]);
        var card = (await resident.Open(receipt.To)).QuerySelector(".card-text")!.TextContent.Trim();
        var cast = await doors.Anyone.Voting.LookUpCardAsync(new() { PollId = other.RoundId, Card = card });
        if (!cast.ProjectIds.SequenceEqual([ticked.ProjectId]))
        {
            Table.Findings.Add($"The ballot of the card has {string.Join(", ", cast.ProjectIds)}; {ticked.ProjectId} was ticked.");
        }
    }

    private async Task WhatIsLeftRollsOver()
    {
        await doors.Officer.Voting.ClosePollAsync(
            new() { RequestId = Guid.NewGuid().ToString(), PollId = other.RoundId, Reason = "Everybody has voted." });
        await doors.Officer.Voting.DeclareResultAsync(new() { RequestId = Guid.NewGuid().ToString(), PollId = other.RoundId });
        var won = (await doors.Anyone.Voting.GetResultAsync(new() { PollId = other.RoundId })).Contests.SelectMany(one => one.Projects)
            .Count(project => project.Won);
        foreach (var award in await Granting.Awards(other, doors, won, "The offers", award => award.AgreementVersion.Length > 0, default))
        {
            await doors.Volunteer.Grants.DeclineAwardAsync(new() { RequestId = Guid.NewGuid().ToString(), AwardId = award.AwardId });
        }

        await DemoRound.Until("The end of the round", async () => await doors.Anyone.Proposals.GetRoundAsync(
            new() { RoundId = other.RoundId }) is { Phase: Phase.Finished } over ? over : null, default);
        await Table.Fill(finance, $"/council/rounds/{other.RoundId}/grants", "Settle",
            [Choice("ToRoundId", round, "areas.rolledIn.amountMinor", other.Areas[0].BudgetMinor.ToString(
                System.Globalization.CultureInfo.InvariantCulture), Words.Devolving.Settled)],
            async _ => await doors.Anyone.Grants.GetRoundMoneyAsync(new() { RoundId = round }));
    }

    private async Task APublishedElectionIsBroughtIn()
    {
        const string pb = "META\nkey;value\ndescription;Votes of the walk\ncountry;Nowhere\nunit;Walktown\ninstance;2025\nnum_projects;2\n"
            + "num_votes;3\nbudget;100\ncurrency;GBP\nvote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost;name\n11;60;A well\n"
            + "12;50;A swing\nVOTES\nvoter_id;vote\n1;11\n2;11,12\n3;12\n";
        var kept = await Table.Fill(officer, "/council/import", "",
            [Typed.Unread("Pb", "walk.pb", "a file that was not used yet is the gateway's own", "Walktown") with
                { File = Encoding.UTF8.GetBytes(pb) }]);
        await Table.Fill(officer, kept.Path, "",
            [Pressed("rounds.importedFrom", "walk.pb", unseen: "the round's page has it")],
            async _ => await doors.Anyone.Proposals.ListRoundsAsync(new() { PageSize = 50 }), []);
        var id = (await doors.Anyone.Proposals.ListRoundsAsync(new() { PageSize = 50 })).Rounds
            .Single(one => one.ImportedFrom.Length > 0).RoundId;
        await Table.Fill(officer, kept.Path, "", [Choice("FundId", fund, "releases.fundId", fund, unseen: "the next page waits for it")],
            _ => Releases(), []);
        var release = (await doors.Officer.Grants.ListReleasesAsync(new() { RoundId = id })).Releases.Single();
        await doors.Finance.Grants.ApproveReleaseAsync(new() { RequestId = Guid.NewGuid().ToString(), ReleaseId = release.ReleaseId });
        const string publish = "PublishPaper";
        await DemoRound.Until(publish, async () => await officer.Open(kept.Path) is var page
            && page.QuerySelector($"input[name=step][value={publish}]") is not null ? page : null, default);
        await Table.Fill(officer, kept.Path, "", [Pressed("contests.projects.title", "A swing", unseen: "the ballot has it")],
            async _ => await doors.Anyone.Voting.GetPollAsync(new() { PollId = id }), []);
        // The officer and the clock open the vote, whichever is the first; here it is the clock.
        await DemoRound.Until("the vote", async () => await doors.Anyone.Voting.GetPollAsync(new() { PollId = id }) is var poll
            && poll.State == PollState.Open ? poll : null, default);
        await Table.Fill(officer, kept.Path, "", [Typed.Unread("", "", "ballots are counted when the vote is over", unseen: "as above")]);

        async Task<IMessage> Releases() => await doors.Officer.Grants.ListReleasesAsync(new() { RoundId = id });
    }

}
