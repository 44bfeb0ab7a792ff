using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.Proposals;

public sealed class DeskTests
{
    [Theory, EveryDatabase]
    public async Task Officers_find_ideas_by_who_looks_after_them_by_reminders_and_by_title_both_ways(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        for (var n = 1; n <= 5; n++)
        {
            await council.Propose(People.Resident($"subject-{n}"), Council.Idea($"Bench {n} 100%", n == 5 ? Council.Oak : Council.Elm));
        }

        await council.Support(People.Tom, "3");
        await Assign(council, People.Olu, "1", People.Olu.Subject);
        await Assign(council, People.Grace, "2", People.Olu.Subject);
        await Remind(council, People.Grace, "4", 3);
        Assert.Equal("3 1 2 4 5", await Ids(council, new CaseFilter { Order = CaseOrder.MostSupported }));
        Assert.Equal("5 4 3 2 1", await Ids(council, new CaseFilter { Order = CaseOrder.Newest }));
        Assert.Equal("1 2 3 4 5", await Ids(council, new CaseFilter()));
        Assert.Equal("1 2 3 4", await Ids(council, new CaseFilter(), People.Olu));
        Assert.Equal("5", await Ids(council, new CaseFilter { AreaCode = Council.Oak }));
        Assert.Equal("", await Ids(council, new CaseFilter { AreaCode = Council.Oak }, People.Olu));
        Assert.Equal("3 4 5", await Ids(council, new CaseFilter { Assigned = CaseAssigned.ToNobody }));
        Assert.Equal("1 2", await Ids(council, new CaseFilter { Assigned = CaseAssigned.ToMe }, People.Olu));
        Assert.Equal("1 2", await Ids(
            council, new CaseFilter { Assigned = CaseAssigned.ToColleague, ColleagueSubject = People.Olu.Subject }));
        Assert.Equal("4", await Ids(council, new CaseFilter { TitlePart = "bENCH 4 100%" }));
        Assert.Equal("", await Ids(council, new CaseFilter { TitlePart = "4%100" }));
        // SQLite makes no other letters small than those from A to Z.
        await council.Propose(People.Resident("subject-6"), Council.Idea("École d’été", Council.Oak));
        Assert.Equal("6", await Ids(council, new CaseFilter { TitlePart = "École" }));
        await council.Withdraw(People.Resident("subject-6"), "6");
        await council.Cost("1", 100);
        Assert.Equal("1", await Ids(council, new CaseFilter { States = { ProposalState.Feasible } }));

        Assert.Equal("", await Ids(council, new CaseFilter { ReminderDue = true }));
        council.Service.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal("4", await Ids(council, new CaseFilter { ReminderDue = true }));
        Assert.Equal("", await Ids(council, new CaseFilter { ReminderDue = true }, People.Noor));
        Assert.Equal("4", Assert.Single(
            (await council.As(People.Grace).ListRemindersAsync(new ListRemindersRequest())).Reminders).ProposalId);
        Assert.Empty((await council.As(People.Noor).ListRemindersAsync(new ListRemindersRequest())).Reminders);
        await council.As(People.Grace).ChooseReminderAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "4" });
        Assert.Empty((await council.As(People.Grace).ListRemindersAsync(new ListRemindersRequest())).Reminders);

        foreach (var (order, ids) in (IEnumerable<(CaseOrder, string)>)[
            (CaseOrder.Unspecified, " 1 2 3 4 5 "), (CaseOrder.Newest, " 5 4 3 2 1 "), (CaseOrder.MostSupported, " 3 1 2 4 5 ")])
        {
            var found = await Look(council, People.Grace, "2", new CaseFilter { Order = order });
            Assert.Contains($" {found.Before.ProposalId} 2 {found.After.ProposalId} ", ids, StringComparison.Ordinal);
        }

        Assert.Null((await Look(council, People.Grace, "1", new CaseFilter())).Before);
        Assert.Null((await Look(council, People.Olu, "4", new CaseFilter())).After);
    }

    [Theory, EveryDatabase]
    public async Task Officers_find_ideas_by_what_they_are_about_and_go_from_one_to_the_next_of_them(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        var play = (await council.As(People.Grace).NameTopicsAsync(
            new() { RequestId = Council.NewRequest(), RoundId = Council.RoundId, Topics = { new Topic { Name = "Play" } } })).Topics[0];
        for (var n = 1; n <= 3; n++)
        {
            var idea = Council.Idea($"Idea {n}");
            if (n != 2)
            {
                idea.TopicIds.Add(play.TopicId);
            }

            await council.Propose(idea: idea);
        }

        var filter = new CaseFilter { TopicId = play.TopicId };
        Assert.Equal("1 3", await Ids(council, filter));
        Assert.Equal("3", (await Look(council, People.Grace, "1", filter)).After.ProposalId);
        Assert.Equal("", await Ids(council, new CaseFilter { TopicId = "of-another" }));
        await Council.Refused("INVALID_REQUEST", () => Ids(council, new CaseFilter { TopicId = "no id!" }), "filter.topic_id");
    }

    [Theory, EveryDatabase]
    public async Task A_colleague_is_who_has_worked_here_lately_for_that_area(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Propose(idea: Council.Idea(area: Council.Oak));
        await Council.Refused("COLLEAGUE_UNKNOWN", () => Assign(council, People.Grace, "1", People.Olu.Subject), "colleague_subject");
        await Note(council, People.Olu, "1", "I know the pond.");
        Assert.Equal("Olu Ade, ward officer", (await Assign(council, People.Grace, "1", People.Olu.Subject)).Assigned.ShownAs);
        await Council.Refused("COLLEAGUE_UNKNOWN", () => Assign(council, People.Grace, "2", People.Olu.Subject), "colleague_subject");
        Assert.Equal([People.Olu.Subject], (await Look(council, People.Grace, "1", new CaseFilter())).Colleagues.Select(
            colleague => colleague.Subject));

        council.Service.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Null((await Look(council, People.Grace, "1", new CaseFilter())).Case.Assigned);
        Assert.Equal("1 2", await Ids(council, new CaseFilter { Assigned = CaseAssigned.ToNobody }));
        await Remind(council, People.Olu, "1", 95);
        Assert.True((await Look(council, People.Olu, "1", new CaseFilter())).Case.AssignedToMe);

        // They look after another ward now.
        var moved = People.Olu with { Areas = new HashSet<string> { Council.Oak } };
        await Note(council, moved, "2", "I am here now.");
        Assert.Null((await Look(council, People.Grace, "1", new CaseFilter())).Case.Assigned);

        await council.Forget(People.Olu);
        Assert.Equal(0, await council.Ask<long>(
            "SELECT (SELECT COUNT(*) FROM case_assignment) + (SELECT COUNT(*) FROM case_reminder) + (SELECT COUNT(*) FROM desk_officer"
            + " WHERE officer_subject = 'subject-olu') + (SELECT COUNT(*) FROM desk_officer_area WHERE officer_subject = 'subject-olu')"));
    }

    [Theory, EveryDatabase]
    public async Task What_officers_note_stands_in_no_answer_to_others_and_in_no_event_and_goes_with_the_person(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        const string Secret = "The depot is sold in May.";
        var request = new AddCaseNoteRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Words = Secret,
        };
        var first = await council.As(People.Grace).AddCaseNoteAsync(request);
        Assert.Equal(first, await council.As(People.Grace).AddCaseNoteAsync(request));
        var kept = Assert.Single((await Look(council, People.Olu, "1", new CaseFilter())).Notes);
        Assert.Equal((Secret, "Grace Bell, neighbourhood officer"), (kept.Words, kept.WrittenBy));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => council.Run("UPDATE case_note SET words = 'Other.'"));
        await council.Cost("1", 100);

        var hill = People.Olu with { Subject = "subject-hill", Areas = new HashSet<string> { Council.Oak } };
        foreach (var caller in (Caller[])[People.Amina, People.Tom, People.Nobody, People.Femi, hill])
        {
            var answers = new List<string>
            {
                $"{await council.Get(caller, "1")}",
                $"{await council.As(caller).ListProposalsAsync(new ListProposalsRequest { RoundId = Council.RoundId })}",
                $"{await council.GetRound()}",
            };
            Assert.DoesNotContain(answers, answer => answer.Contains("depot", StringComparison.Ordinal));
        }

        await Council.Refused("AREA_OF_OTHERS", () => Look(council, hill, "1", new CaseFilter()));
        Assert.DoesNotContain(
            await ReadingWalk.Events(council.Service.Database), message => message.Text.Contains("depot", StringComparison.Ordinal));
        // It is kept in its own place alone, and not in the answers that we remember either.
        Assert.Equal(["case_note.words"], (await ReadingWalk.Tables(council.Service.Database))
            .Where(cell => cell.Text.Contains("depot", StringComparison.Ordinal)).Select(cell => cell.Where));

        await council.Forget(People.Amina);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM case_note"));
    }

    [Theory, EveryDatabase]
    public async Task Pages_of_cases_hold_each_idea_once_while_ideas_come_in(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        for (var n = 1; n <= 7; n++)
        {
            await council.Propose(People.Resident($"subject-{n}"), Council.Idea($"Idea {n}"));
        }

        foreach (var order in new[] { CaseOrder.Unspecified, CaseOrder.Newest, CaseOrder.MostSupported })
        {
            var seen = new List<string>();
            var request = new ListCasesRequest
            {
                RoundId = Council.RoundId, Filter = new CaseFilter { Order = order }, PageSize = 3, WithTotal = true,
            };
            int total;
            do
            {
                var page = await council.As(People.Grace).ListCasesAsync(request);
                seen.AddRange(page.Cases.Select(one => one.Proposal.ProposalId));
                (request.PageToken, total) = (page.NextPageToken, page.Total);
                await council.Propose(People.Resident($"late-{order}-{seen.Count}"), Council.Idea("Late"));
            }
            while (request.PageToken.Length > 0 && seen.Count < 30);
            Assert.Equal(seen.Distinct(), seen);
            Assert.Superset(Enumerable.Range(1, 7).Select(n => $"{n}").ToHashSet(), seen.ToHashSet());
            Assert.True(total >= 7);
        }
    }

    [Theory, EveryDatabase]
    public async Task Several_ideas_are_valued_together_or_not_at_all(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeAccepting();
        await council.Propose();
        await council.Propose();
        var request = new ValueProposalsRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId,
            Valuations =
            {
                new ProposalValuation { ProposalId = "1", Valuation = new Valuation { Cost = Council.Pounds(100) } },
                new ProposalValuation { ProposalId = "3", Valuation = new Valuation { InfeasibleReason = "Not ours." } },
            },
        };
        await Council.Refused(
            "INVALID_REQUEST", async () => await council.As(People.Grace).ValueProposalsAsync(request), "valuations[1].proposal_id");
        Assert.Empty(await council.Service.Published<ProposalReviewed>());

        request.Valuations[1].ProposalId = "2";
        Assert.Equal(2, (await council.As(People.Grace).ValueProposalsAsync(request)).Valued);
        Assert.Equal(2, (await council.As(People.Grace).ValueProposalsAsync(request)).Valued);
        Assert.Equal([10_000L, null], (await council.Service.Published<ProposalReviewed>()).Select(one => one.CostMinor));
        Assert.Equal(
            (ProposalState.Feasible, ProposalState.Infeasible),
            ((await council.Get(People.Amina, "1")).State, (await council.Get(People.Amina, "2")).State));
    }

    private static async Task<ProposalCase> Assign(Council council, Caller caller, string idea, string colleague) =>
        await council.As(caller).AssignProposalAsync(new AssignProposalRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea, ColleagueSubject = colleague,
        });

    private static async Task<CaseNote> Note(Council council, Caller caller, string idea, string words) =>
        await council.As(caller).AddCaseNoteAsync(new AddCaseNoteRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea, Words = words,
        });

    private static async Task<ProposalCase> Remind(Council council, Caller caller, string idea, double day) =>
        await council.As(caller).ChooseReminderAsync(new ChooseReminderRequest
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea, RemindTime = Council.Day(day),
        });

    private static async Task<CaseFile> Look(Council council, Caller caller, string idea, CaseFilter filter) =>
        await council.As(caller).GetCaseAsync(
            new GetCaseRequest { RoundId = Council.RoundId, ProposalId = idea, Filter = filter });

    private static async Task<string> Ids(Council council, CaseFilter filter, Caller? caller = null) => string.Join(
        ' ', (await council.As(caller ?? People.Grace).ListCasesAsync(
            new ListCasesRequest { RoundId = Council.RoundId, Filter = filter })).Cases.Select(one => one.Proposal.ProposalId));
}
