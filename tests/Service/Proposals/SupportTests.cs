using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Platform.Rights;
using Participatory.Proposals.Rights;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

public sealed class SupportTests
{
    [Theory, EveryDatabase]
    public async Task Supporting_an_idea_counts_once_per_person(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Support(People.Tom, "1");
        var again = await council.Support(People.Tom, "1");
        Assert.Equal((1, true, false), (again.Supports, again.SupportedByMe, again.Mine));
        var amina = await council.Get(People.Amina, "1");
        Assert.Equal((1, false, true), (amina.Supports, amina.SupportedByMe, amina.Mine));
        var listed = Assert.Single(
            (await council.As(People.Tom).ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId })).Proposals);
        Assert.True(listed.SupportedByMe);
        Assert.False((await council.Get(People.Nobody, "1")).SupportedByMe);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_supported_an_idea_and_is_forgotten_takes_no_answer_about_it_from_others(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var request = new CreateProposalRequest { RequestId = Council.NewRequest(), Proposal = Council.Idea() };
        var made = await council.As(People.Amina).CreateProposalAsync(request);
        await council.Support(People.Tom, "1");
        await council.Forget(People.Tom);

        Assert.Equal(0, (await council.Get(People.Amina, "1")).Supports);
        Assert.Equal(made, await council.As(People.Amina).CreateProposalAsync(request));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM proposal"));
    }

    [Theory, EveryDatabase]
    public async Task Support_can_be_taken_back_and_given_again(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Support(People.Tom, "1");
        await council.Support(People.Grace, "1");
        var request = new WithdrawSupportRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1" };
        var taken = await council.As(People.Tom).WithdrawSupportAsync(request);
        Assert.Equal((1, false), (taken.Supports, taken.SupportedByMe));
        Assert.Equal([People.Grace.Subject], await Supporters(council));
        Assert.Equal(2, (await council.Support(People.Tom, "1")).Supports);

        // The first request again takes nothing back a second time, and says how it stands now: no words are kept to repeat an answer.
        Assert.Equal(2, (await council.As(People.Tom).WithdrawSupportAsync(request)).Supports);
        Assert.Equal(2, (await council.Get(People.Nobody, "1")).Supports);
        Assert.Equal(2, (await council.As(People.Amina).WithdrawSupportAsync(
            new WithdrawSupportRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1" })).Supports);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_for_support_gives_the_same_answer(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        var request = new SupportProposalRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1" };
        var first = await council.As(People.Tom).SupportProposalAsync(request);
        await council.Support(People.Grace, "1");
        var again = await council.As(People.Tom).SupportProposalAsync(request);
        Assert.Equal((1, true, 2, true), (first.Supports, first.SupportedByMe, again.Supports, again.SupportedByMe));
        Assert.Equal(2, (await council.Get(People.Nobody, "1")).Supports);
    }

    [Theory, EveryDatabase]
    public async Task Many_who_support_at_once_are_all_counted(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(n => council.Support(People.Resident($"subject-{n % 20}"), "1")));
        Assert.Equal(20, (await council.Get(People.Nobody, "1")).Supports);
        Assert.Equal(20, await council.Ask<long>("SELECT COUNT(*) FROM support"));
    }

    [Theory, EveryDatabase]
    public async Task That_support_has_reached_a_number_is_said_with_the_number_and_never_with_who(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        for (var number = 1; number <= 26; number++)
        {
            await council.Support(People.Resident($"subject-{number}"), "1");
            await council.Support(People.Resident($"subject-{number}"), "1");
        }

        var now = council.Service.Clock.Now;
        Assert.Equal(
            [
                new SupportGrew(Council.RoundId, "1", "Benches by the pond", People.Amina.Subject, 10, now),
                new SupportGrew(Council.RoundId, "1", "Benches by the pond", People.Amina.Subject, 25, now),
            ],
            await council.Service.Published<SupportGrew>());
    }

    [Theory, EveryDatabase]
    public async Task Who_proposed_and_who_supported_leaves_only_as_mine_and_in_eleven_events_that_need_the_proposer(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        for (var number = 1; number <= 10; number++)
        {
            await council.Support(People.Resident($"subject-{number}"), "1");
        }

        await council.Edit(People.Amina, 1, "Four benches.");
        await council.Wonder();
        await council.TellOfEnquiries();
        var dates = (await council.GetRound()).Dates;
        dates.FinishedFrom = Council.Day(50);
        await council.As(People.Grace).MoveDatesAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Dates = dates, Reason = "The school asked." });
        await council.Cost("1", 100);
        foreach (var judgement in (Types.V1.HidingJudgement[])[Types.V1.HidingJudgement.Hide, Types.V1.HidingJudgement.Show])
        {
            await council.Judge(judgement);
        }

        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        await council.MakeAccepting(Council.Draft("short"));
        await council.Propose(idea: Council.Idea(roundId: "short"));
        var left = People.Resident("person-who-leaves");
        await council.Propose(left, Council.Idea(roundId: "short"));
        await council.Join(People.Amina, await council.InviteWriter(left, "2", "short"));
        await council.As(left).LeaveProposalAsync(new() { RequestId = Council.NewRequest(), RoundId = "short", ProposalId = "2" });
        var joins = People.Resident("person-who-joins");
        await council.Propose(joins, Council.Idea("Seats by the pond", roundId: "short"));
        await council.SayYes(joins, await council.Suggest(People.Amina, "1", "3", roundId: "short"));
        await council.As(People.Grace).EndRoundAsync(
            new() { RequestId = Council.NewRequest(), RoundId = "short", Reason = "The money was cut." });
        foreach (var caller in (Caller[])[People.Nobody, People.Amina, People.Tom, People.Grace, People.Noor])
        {
            var listed = await council.As(caller).ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId });
            var seen = $"{await council.Get(caller, "1")}{listed}{await council.GetRound()}";
            Assert.DoesNotContain("subject-", seen, StringComparison.Ordinal);
        }

        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        var said = await session.Many<(string Type, string Body)>(new("SELECT type, body FROM outbox"));
        var naming = said.Where(message => message.Body.Contains("subject-", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [
                nameof(BallotPaperPublished), nameof(DatesMoved), nameof(EnquiryMade), nameof(ProposalEdited),
                nameof(ProposalHidden), nameof(ProposalMade), nameof(ProposalPassedOn),
                nameof(ProposalReviewed), nameof(ProposalsJoined), nameof(RoundEnded), nameof(SupportGrew),
            ],
            naming.Select(message => message.Type.Split('.')[^1]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(naming, message => Assert.DoesNotContain(
            "subject-", message.Body.Replace(People.Amina.Subject, "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Whoever_supports_an_idea_is_not_given_its_title_while_it_is_hidden_or_once_it_is_taken_back(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        foreach (var title in (string[])["A shown bench", "A hidden bench", "A bench taken back"])
        {
            var idea = await council.Propose(idea: Council.Idea(title));
            await council.Support(People.Tom, idea.ProposalId);
            var asked = Enquired.Question();
            asked.ProposalId = idea.ProposalId;
            await council.Wonder(question: asked);
        }

        await council.Judge(Types.V1.HidingJudgement.Hide, id: "2");
        await council.Withdraw(People.Amina, "3");
        List<string> given = [];
        await MyData.Read(new MyRows(
            council.Service.Database, People.Tom.Subject,
            part =>
            {
                given.Add(part.ToString());
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken));
        Assert.Equal(2, given.Count(row => row.Contains("A shown bench", StringComparison.Ordinal)));
        Assert.DoesNotContain(given, row => row.Contains("A hidden bench", StringComparison.Ordinal));
        Assert.DoesNotContain(given, row => row.Contains("A bench taken back", StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Support_is_possible_while_ideas_are_taken_and_reviewed(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.Make(Council.Draft(importedFrom: "Warszawa 2024"));
        await council.Propose(People.Grace);
        await Council.Refused("SUPPORT_NOT_YET", () => council.Support(People.Tom, "1"));
        await council.Advance(Phase.Accepting);
        await council.Support(People.Tom, "1");
        await council.Advance(Phase.Reviewing);
        await council.Support(People.Amina, "1");
        await council.Cost("1", 100);
        await council.Release(Council.Elm, 100);
        await council.Publish();
        await Council.Refused("SUPPORT_NO_MORE", () => council.Support(People.Grace, "1"));
        await Council.Refused("SUPPORT_NO_MORE", async () => await council.As(People.Tom).WithdrawSupportAsync(
            new WithdrawSupportRequest { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1" }));
        await Council.Refused("SIGN_IN_NEEDED", () => council.Support(People.Nobody, "1"));
        Assert.Equal(2, (await council.Get(People.Nobody, "1")).Supports);
    }

    [Theory, EveryDatabase]
    public async Task Support_needs_an_idea(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Support(People.Tom, "1"), "proposal_id");
        await Council.Refused("INVALID_REQUEST", () => council.Support(People.Tom, " "), "proposal_id");
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await council.As(People.Tom).SupportProposalAsync(new SupportProposalRequest()),
            "request_id",
            "round_id",
            "proposal_id");
        await Council.Refused(
            "INVALID_REQUEST",
            async () => await council.As(People.Tom).WithdrawSupportAsync(new WithdrawSupportRequest()),
            "request_id",
            "round_id",
            "proposal_id");
    }

    private static async Task<IReadOnlyList<string>> Supporters(Council council)
    {
        await using var session = await council.Service.Database.Read(TestContext.Current.CancellationToken);
        return await session.Many<string>(new("SELECT supporter_subject FROM support"));
    }
}
