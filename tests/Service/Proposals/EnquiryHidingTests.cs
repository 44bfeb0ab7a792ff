using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Proposals.Work;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Questions about ideas and answers are reported, hidden with a public reason, looked at again, and never changed.</summary>
public sealed class EnquiryHidingTests
{
    private static readonly Caller Hill = new(
        "subject-hill", "Hill Shaw, ward officer", new HashSet<Access.V1.Role> { Access.V1.Role.Officer },
        new HashSet<string> { Council.Oak });

    [Theory, EveryDatabase]
    public async Task A_question_is_reported_hidden_with_a_public_reason_and_looked_at_a_second_time(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder(question: Enquired.Question("Why is Amina such a fool?"));
        await Flag(council, asked);
        Assert.Equal((1, "Benches by the pond", ""), Assert.Single(await Flagged(council, People.Olu)) is var flagged
            ? (flagged.Flags, flagged.Title, flagged.AnswerId) : default);
        Assert.Empty(await Flagged(council, Hill));
        Assert.Single((await council.As(People.Olu).GetEnquiryFlagsAsync(new() { EnquiryId = asked.EnquiryId })).Flags);
        await Council.Refused("AREA_OF_OTHERS", () => council.Judge(Hill, asked, HidingJudgement.Hide));
        await council.Judge(People.Olu, asked, HidingJudgement.Hide);

        foreach (var reader in (Caller[])[People.Nobody, People.Amina, People.Femi, Hill])
        {
            var seen = Assert.Single(await council.Asked(reader));
            Assert.Equal(("", "", HidingState.Hidden, HidingReason.Abuse, People.Olu.ShownAs),
                (seen.Words, seen.ShownAs, seen.Hiding.State, seen.Hiding.Reason, seen.Hiding.DecidedBy));
            Assert.Equal("", (await council.Look(reader, asked)).Words);
        }

        Assert.NotEqual("", (await council.Look(People.Tom, asked)).Words);
        Assert.NotEqual("", (await council.Look(People.Grace, asked)).Words);
        await Council.Refused("ENQUIRY_IS_HIDDEN", () => council.Answer(People.Amina, asked));
        await Council.Refused("ENQUIRY_IS_THEIRS", () => Again(People.Amina));
        Assert.Equal(HidingState.SecondLook, (await Again(People.Tom)).Hiding.State);
        Assert.True(Assert.Single(await Flagged(council, People.Olu)).ForAnother);
        await Council.Refused("SECOND_OFFICER_NEEDED", () => council.Judge(People.Olu, asked, HidingJudgement.Show));
        Assert.Null((await council.Judge(People.Grace, asked, HidingJudgement.Show)).Hiding);
        var told = await council.Service.Published<EnquiryHidden>();
        Assert.Equal([(1, "HIDDEN"), (2, "SECOND_LOOK"), (3, "SHOWN_AGAIN")], told.Select(one => (one.Number, one.State)));
        Assert.All(told, one => Assert.Equal((People.Tom.Subject, asked.EnquiryId, ""), (one.AuthorSubject, one.EnquiryId, one.AnswerId)));
        await council.TakeBack(People.Tom, asked);
        Assert.Equal(0, await council.Ask<long>("SELECT COUNT(*) FROM hiding"));

        async Task<Enquiry> Again(Caller who) => await council.As(who).AskEnquiryAgainAsync(
            new() { RequestId = Council.NewRequest(), EnquiryId = asked.EnquiryId });
    }

    [Theory, EveryDatabase]
    public async Task An_answer_is_hidden_with_all_that_it_said_before_and_its_author_does_not_decide(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder(question: Enquired.Question(forCouncil: true));
        await council.Answer(People.Amina, asked, "Ask that drunk next door.");
        var answer = (await council.Answer(People.Amina, asked, "Ask next door.")).Answers[0].AnswerId;
        var ours = (await council.Answer(People.Olu, asked, "The parks team.")).Answers[1].AnswerId;
        await Council.Refused("OWN_WORDS", () => council.Judge(People.Olu, asked, HidingJudgement.Hide, ours));
        await Council.Refused("ANSWER_NOT_FOUND", () => council.Judge(People.Olu, asked, HidingJudgement.Hide, "none"), "answer_id");
        await council.Judge(People.Olu, asked, HidingJudgement.Hide, answer);

        foreach (var reader in (Caller[])[People.Nobody, People.Tom, Hill])
        {
            var seen = await council.Look(reader, asked);
            Assert.Equal(("", 0, HidingState.Hidden), (seen.Answers[0].Words, seen.Answers[0].Earlier.Count, seen.Answers[0].Hiding.State));
            Assert.Equal(("Who waters the flowers?", "The parks team."), (seen.Words, seen.Answers[1].Words));
        }

        Assert.Single((await council.Look(People.Amina, asked)).Answers[0].Earlier);
        await Council.Refused("ENQUIRY_IS_HIDDEN", () => council.Answer(People.Amina, asked, "Ask us."));
        await Council.Refused("ANSWER_NOT_FOUND", async () => await council.As(People.Tom).ThankForAnswerAsync(
            new() { RequestId = Council.NewRequest(), EnquiryId = asked.EnquiryId, AnswerId = answer }), "answer_id");
        Assert.Equal(answer, Assert.Single(await council.Service.Published<EnquiryHidden>()).AnswerId);
    }

    [Theory, EveryDatabase]
    public async Task First_questions_wait_where_the_round_says_so_and_nobody_is_told_of_them_before(string engine)
    {
        await using var council = await Council.Start(engine);
        var round = Council.Draft();
        round.Policies.NewcomersWait = true;
        await council.MakeAccepting(round);
        var idea = await council.Propose();
        await Council.Refused("PROPOSAL_NOT_FOUND", () => council.Asked(idea: "2"), "proposal_id");
        await Council.Refused("ENQUIRY_OF_HIDDEN", () => council.Wonder());
        await council.As(People.Olu).JudgeProposalAsync(new()
        {
            RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = idea.ProposalId, Part = IdeaPart.Words,
            Judgement = HidingJudgement.Show,
        });
        var first = await council.Wonder();
        Assert.Equal(HidingState.Waiting, first.Hiding.State);
        Assert.Equal("", Assert.Single(await council.Asked()).Words);
        await council.TellOfEnquiries();
        Assert.Empty(await council.Service.Published<EnquiryMade>());
        Assert.Equal(HidingState.Waiting, Assert.Single(await Flagged(council, People.Olu)).State);

        await council.Judge(People.Olu, first, HidingJudgement.Show);
        await council.TellOfEnquiries();
        Assert.Single(await council.Service.Published<EnquiryMade>());
        Assert.Null((await council.Wonder()).Hiding);
    }

    [Theory, EveryDatabase]
    public async Task What_was_asked_about_a_hidden_idea_is_read_by_its_proposer_officers_and_whoever_asked(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder();
        await council.Judge(HidingJudgement.Hide, People.Olu);
        foreach (var reader in (Caller[])[People.Nobody, People.Femi, Hill])
        {
            Assert.Empty(await council.Asked(reader));
            await Council.Refused("ENQUIRY_NOT_FOUND", () => council.Look(reader, asked), "enquiry_id");
        }

        foreach (var reader in (Caller[])[People.Amina, People.Olu, People.Tom])
        {
            Assert.Equal(asked.Words, Assert.Single(await council.Asked(reader)).Words);
        }
    }

    [Theory, EveryDatabase]
    public async Task An_officer_who_writes_the_idea_decides_nothing_about_what_is_asked_of_it(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        await council.WriteTogether(People.Olu);
        var asked = await council.Wonder();
        await Flag(council, asked);
        Assert.True(Assert.Single(await Flagged(council, People.Olu)).ForAnother);
        Assert.False(Assert.Single(await Flagged(council, People.Grace)).ForAnother);
        await Council.Refused("OWN_WORDS", () => council.Judge(People.Olu, asked, HidingJudgement.Hide));
        Assert.Equal("", (await council.Answer(People.Olu, asked)).Answers[0].AnsweredBy);
        await council.Judge(People.Grace, asked, HidingJudgement.Hide);
    }

    [Theory, EveryDatabase]
    public async Task What_waits_for_an_officer_is_counted_in_their_area(string engine)
    {
        await using var council = await Council.Start(engine);
        await council.MakeWithIdea();
        var asked = await council.Wonder(question: Enquired.Question(forCouncil: true));
        await Flag(council, asked);
        var count = ActivatorUtilities.CreateInstance<CountWork>(council.Service.Services);
        await count.Tick(TestContext.Current.CancellationToken);
        var lines = (await council.Service.Published<WorkCounted>())[^1].Lines;
        foreach (var kind in (string[])[WorkKinds.EnquiriesToAnswer, WorkKinds.WordsToLookAt])
        {
            Assert.Contains(new WorkLine(kind, Council.RoundId, "Greener Elm Park", 1, Council.Elm), lines);
        }

        await council.Judge(People.Olu, asked, HidingJudgement.Show);
        await council.Answer(People.Olu, asked);
        await count.Tick(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            (await council.Service.Published<WorkCounted>())[^1].Lines,
            line => line.Kind is WorkKinds.EnquiriesToAnswer or WorkKinds.WordsToLookAt);
    }

    private static async Task Flag(Council council, Enquiry enquiry) => await council.As(People.Nobody).FlagEnquiryAsync(
        new() { RequestId = Council.NewRequest(), EnquiryId = enquiry.EnquiryId, Reason = HidingReason.Abuse, Note = "It is unkind." });

    private static async Task<IReadOnlyList<FlaggedEnquiry>> Flagged(Council council, Caller officer) =>
        (await council.As(officer).ListFlaggedEnquiriesAsync(new())).Enquiries;
}
