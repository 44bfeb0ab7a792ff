using System.Data.Common;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.Proposals;

/// <summary>People ask about an idea, its proposer answers first and the council signs, and nobody argues.</summary>
public sealed class EnquiryTests
{
    [Theory, EveryDatabase]
    public async Task The_proposer_answers_first_and_then_an_officer_who_signs(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        await Council.Refused("SIGN_IN_NEEDED", () => council.Wonder(People.Nobody));
        await Council.Refused("ENQUIRY_OF_OWN_IDEA", () => council.Wonder(People.Amina));
        var asked = await council.Wonder();
        Assert.Equal(("Who waters the flowers?", "Tom", true, false), (asked.Words, asked.ShownAs, asked.Mine, asked.CanAnswer));
        await Council.Refused("PROPOSER_ANSWERS_FIRST", () => council.Answer(People.Olu, asked));
        await Council.Refused("ANSWER_IS_THEIRS", () => council.Answer(People.Tom, asked));
        Assert.True((await council.Look(People.Amina, asked)).CanAnswer);

        await council.Answer(People.Amina, asked);
        var signed = await council.Answer(People.Olu, asked, "The parks team does, too.");
        Assert.Equal(
            [("We do, in turns.", ""), ("The parks team does, too.", "Olu Ade, ward officer")],
            signed.Answers.Select(answer => (answer.Words, answer.AnsweredBy)));
        await Council.Refused("ENQUIRY_IS_ANSWERED", () => council.Answer(People.Grace, asked));
        Assert.DoesNotContain("subject-", (await council.Look(People.Nobody, asked)).ToString(), StringComparison.Ordinal);

        var told = await council.Service.Published<EnquiryAnswered>();
        Assert.Equal(["", "Olu Ade, ward officer"], told.Select(one => one.AnsweredBy));
        Assert.All(told, one => Assert.Equal(
            ("1", asked.EnquiryId, "Benches by the pond", People.Tom.Subject),
            (one.ProposalId, one.EnquiryId, one.Title, one.AskerSubject)));
    }

    [Theory, EveryDatabase]
    public async Task What_is_for_the_council_and_what_waits_for_a_week_an_officer_answers_and_finds(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var ours = await council.Wonder(question: Enquired.Question(forCouncil: true));
        var theirs = await council.Wonder(People.Femi);
        Assert.Equal([ours.EnquiryId], await Waiting(People.Olu));
        council.Service.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal([ours.EnquiryId, theirs.EnquiryId], await Waiting(People.Olu));
        Assert.Empty(await Waiting(People.Olu with { Areas = new HashSet<string> { Council.Oak } }));

        await council.Answer(People.Olu, ours);
        await council.Answer(People.Olu, theirs);
        Assert.Empty(await Waiting(People.Olu));
        // Whose idea it is can answer, too, at any time.
        Assert.Equal(2, (await council.Answer(People.Amina, ours)).Answers.Count);

        async Task<IEnumerable<string>> Waiting(Caller officer) =>
            (await council.As(officer).ListEnquiriesForCouncilAsync(new())).Enquiries.Select(one => one.EnquiryId);
    }

    [Theory, EveryDatabase]
    public async Task An_answer_that_is_changed_leaves_what_stood_there_and_the_database_refuses_anything_else(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder();
        var first = await council.Answer(People.Amina, asked, "We do.");
        Assert.Null(first.Answers[0].ChangeTime);
        council.Service.Clock.Advance(TimeSpan.FromHours(1));
        await council.Answer(People.Amina, asked, "We do, and the school.");
        // The same words again are no change.
        await council.Answer(People.Amina, asked, "We do, and the school.");

        var seen = Assert.Single((await council.Look(People.Nobody, asked)).Answers);
        Assert.Equal("We do, and the school.", seen.Words);
        Assert.Equal("We do.", Assert.Single(seen.Earlier).Words);
        Assert.Equal(first.Answers[0].AnswerTime, seen.AnswerTime);
        Assert.NotNull(seen.ChangeTime);
        Assert.Single(await council.Service.Published<EnquiryAnswered>());
        await Assert.ThrowsAnyAsync<DbException>(() => council.Run("UPDATE answer_version SET words = 'Never.' WHERE version = 1"));
        await Assert.ThrowsAnyAsync<DbException>(() => council.Run("UPDATE enquiry SET words = 'Something else?'"));
    }

    [Theory, EveryDatabase]
    public async Task Those_who_write_the_idea_answer_together_and_what_one_wrote_goes_with_them(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var zoe = People.Resident("subject-zoe");
        await council.WriteTogether(zoe);
        await Council.Refused("ENQUIRY_OF_OWN_IDEA", () => council.Wonder(zoe));
        var asked = await council.Wonder();
        await council.Answer(zoe, asked, "We do.");
        await council.Answer(People.Amina, asked, "We do, in turns.");
        // The idea is somebody else's now, and they can put the answer right.
        await council.Leave(People.Amina);
        Assert.False((await council.Look(People.Amina, asked)).CanAnswer);
        Assert.True((await council.Look(zoe, asked)).CanAnswer);
        Assert.Equal(2, Assert.Single((await council.Look(People.Nobody, asked)).Answers).Version);
        await council.Forget(People.Amina);
        var left = Assert.Single((await council.Look(zoe, asked)).Answers);
        Assert.Equal(("We do.", 1, true), (left.Words, left.Version, left.Mine));
        Assert.Equal("We do, every day.", (await council.Answer(zoe, asked, "We do, every day.")).Answers[0].Words);
    }

    [Theory, EveryDatabase]
    public async Task Whoever_asked_takes_a_question_back_for_good_and_its_answer_stays(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var open = await council.Wonder(question: Enquired.Question("Is it far?"));
        var answered = await council.Wonder();
        await council.Answer(People.Amina, answered);
        await Council.Refused("ENQUIRY_IS_THEIRS", () => council.TakeBack(People.Amina, open));
        await council.TakeBack(People.Tom, open);
        await council.TakeBack(People.Tom, answered);
        await Council.Refused("ENQUIRY_NOT_FOUND", () => council.TakeBack(People.Tom, answered), "enquiry_id");

        var left = Assert.Single(await council.Asked());
        Assert.Equal((true, "", "", "We do, in turns."), (left.TakenBack, left.Words, left.ShownAs, left.Answers[0].Words));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM enquiry"));
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM enquiry WHERE asker_subject <> ''"));
        // Whoever answered can still put their answer right.
        await council.Answer(People.Amina, answered, "We do, every day.");
    }

    [Theory, EveryDatabase]
    public async Task Whoever_asked_says_thanks_once_and_nobody_else_does(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder();
        var answer = (await council.Answer(People.Amina, asked)).Answers[0].AnswerId;
        await Council.Refused("ENQUIRY_IS_THEIRS", () => Thank(People.Grace));
        await Thank(People.Tom);
        Assert.True((await Thank(People.Tom)).Answers[0].Thanked);
        await council.TakeBack(People.Tom, asked);
        Assert.False((await council.Look(People.Nobody, asked)).Answers[0].Thanked);

        async Task<Enquiry> Thank(Caller who) => await council.As(who).ThankForAnswerAsync(
            new() { RequestId = Council.NewRequest(), EnquiryId = asked.EnquiryId, AnswerId = answer });
    }

    [Theory, EveryDatabase]
    public async Task Answered_ones_come_first_the_newest_answer_before_others_and_then_open_ones_by_age(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var all = new List<Enquiry>();
        for (var number = 1; number <= 4; number++)
        {
            all.Add(await council.Wonder(People.Resident($"subject-{number}"), Enquired.Question($"Question {number}?")));
            council.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        foreach (var at in (int[])[0, 2])
        {
            await council.Answer(People.Amina, all[at]);
            council.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        string[] order = ["Question 3?", "Question 1?", "Question 2?", "Question 4?"];
        Assert.Equal(order, (await council.Asked()).Select(one => one.Words));
        var read = new List<string>();
        var token = "";
        do
        {
            var page = await council.As(People.Nobody).ListEnquiriesAsync(
                new() { RoundId = Council.RoundId, ProposalId = "1", PageSize = 1, PageToken = token });
            read.AddRange(page.Enquiries.Select(one => one.Words));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(order, read);
    }

    [Theory, EveryDatabase]
    public async Task One_person_has_five_questions_open_about_an_idea_and_the_same_request_asks_once(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var request = Enquired.Question();
        Assert.Equal((await council.Wonder(question: request)).EnquiryId, (await council.Wonder(question: request)).EnquiryId);
        for (var number = 2; number <= 5; number++)
        {
            await council.Wonder();
        }

        await Council.Refused("ENQUIRIES_OPEN", () => council.Wonder());
        await council.Answer(People.Amina, (await council.Asked())[0]);
        await council.Wonder();
        await Council.Refused("ENQUIRIES_OPEN", () => council.Wonder());
    }

    [Theory, EveryDatabase]
    public async Task Whose_idea_it_is_hears_of_questions_once_a_day_and_of_the_later_ones_on_the_next(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        await council.Wonder();
        await council.Wonder(People.Femi);
        await council.TellOfEnquiries();
        await council.Wonder();
        await council.TellOfEnquiries();
        Assert.Equal(2, Assert.Single(await council.Service.Published<EnquiryMade>()).Questions);
        council.Service.Clock.Advance(TimeSpan.FromDays(1));
        await council.TellOfEnquiries();
        await council.TellOfEnquiries();

        var told = await council.Service.Published<EnquiryMade>();
        Assert.Equal([2, 1], told.Select(one => one.Questions));
        Assert.All(told, one => Assert.Equal((People.Amina.Subject, "Benches by the pond"), (one.ProposerSubject, one.Title)));
    }

    [Theory, EveryDatabase]
    public async Task What_was_asked_about_an_idea_goes_out_of_sight_with_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder();
        await council.Withdraw(People.Amina, "1");
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Asked(), "proposal_id");
        await Council.Refused("ENQUIRY_NOT_FOUND", () => council.Look(People.Femi, asked), "enquiry_id");
        Assert.Equal(asked.Words, (await council.Look(People.Tom, asked)).Words);
        await Council.Refused("PROPOSAL_WITHDRAWN", () => council.Answer(People.Amina, asked));
        await council.TakeBack(People.Tom, asked);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM enquiry"));
    }

    [Theory, EveryDatabase]
    public async Task Of_a_person_who_is_forgotten_no_question_stays_and_no_answer_but_the_councils(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var open = await council.Wonder();
        var answered = await council.Wonder(question: Enquired.Question(forCouncil: true));
        var ofGrace = await council.Wonder(People.Grace);
        await council.Answer(People.Amina, answered);
        await council.Answer(People.Amina, ofGrace);
        await council.Answer(People.Olu, answered, "So do we.");
        await council.Forget(People.Tom);
        Assert.Equal(
            [(true, ""), (false, "Who waters the flowers?")],
            (await council.Asked()).Select(one => (one.TakenBack, one.Words)).OrderByDescending(one => one.TakenBack));
        await Council.Refused("ENQUIRY_NOT_FOUND", () => council.Look(People.Grace, open), "enquiry_id");

        // The idea stands on a paper, so it stays without its proposer, and nothing that they answered does.
        await council.Cost("1", 100);
        await council.Release(Council.Elm, 100);
        await council.Advance(Phase.Reviewing);
        await council.Publish();
        await council.Forget(People.Amina);
        var left = await council.Asked();
        Assert.Equal(["So do we."], left.SelectMany(one => one.Answers).Select(answer => answer.Words));
        Assert.Equal(0, await council.Ask<long>(
            $"SELECT COUNT(*) FROM enquiry_answer WHERE author_subject = '{People.Amina.Subject}'"));
        Assert.Equal(1, await council.Ask<long>("SELECT COUNT(*) FROM answer_version"));
    }

    [Theory, EveryDatabase]
    public async Task Two_officers_who_answer_at_once_give_one_answer(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        for (var number = 0; number < 10; number++)
        {
            var asked = await council.Wonder(
                People.Resident($"subject-{number}"), Enquired.Question(forCouncil: true));
            await Race.Reasons(
                () => council.Answer(People.Olu, asked, "The parks team does."), () => council.Answer(People.Grace, asked, "We do."));
            Assert.Single((await council.Look(People.Nobody, asked)).Answers);
        }
    }
}
