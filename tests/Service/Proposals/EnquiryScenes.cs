using Participatory.Platform.Identity;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>What everybody tries to do with questions about ideas, for the walk of who may call.</summary>
internal static class EnquiryScenes
{
    public static Dictionary<string, Func<Visit, Task<Scene>>> Of(Council council) => new(StringComparer.Ordinal)
    {
        ["ListEnquiriesForCouncil"] = async visit =>
        {
            await Asked(council, visit);
            return new(new ListEnquiriesForCouncilRequest());
        },
        ["TakeEnquiryBack"] = async visit => new(new TakeEnquiryBackRequest { EnquiryId = (await Asked(council, visit)).EnquiryId }),
        ["AnswerEnquiry"] = async visit =>
        {
            await council.MakeAccepting(Council.Draft(visit.Id));
            await council.Propose(People.Amina, Council.Idea(roundId: visit.Id));
            var asked = await council.Wonder(People.Tom, Question(visit));
            return new(new AnswerEnquiryRequest { EnquiryId = asked.EnquiryId, Words = "We do." });
        },
        ["ThankForAnswer"] = async visit =>
        {
            var answered = await council.Answer(People.Tom, await Asked(council, visit));
            return new(new ThankForAnswerRequest { EnquiryId = answered.EnquiryId, AnswerId = answered.Answers[0].AnswerId });
        },
        ["JudgeEnquiry"] = async visit => new(new JudgeEnquiryRequest
        {
            // Nobody of those who try wrote the idea.
            EnquiryId = (await Asked(council, visit, People.Resident("writer"))).EnquiryId,
            Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
        })
        { Earlier = People.Amina },
        ["AskEnquiryAgain"] = async visit =>
        {
            var asked = await Asked(council, visit);
            await council.Judge(People.Noor, asked, HidingJudgement.Hide);
            return new(new AskEnquiryAgainRequest { EnquiryId = asked.EnquiryId });
        },
        ["ListFlaggedEnquiries"] = async visit =>
        {
            await council.As(People.Nobody).FlagEnquiryAsync(new()
            {
                RequestId = Council.NewRequest(), EnquiryId = (await Asked(council, visit)).EnquiryId, Reason = HidingReason.Abuse,
            });
            return new(new ListFlaggedEnquiriesRequest());
        },
        ["GetEnquiryFlags"] = async visit => new(new GetEnquiryFlagsRequest { EnquiryId = (await Asked(council, visit)).EnquiryId }),
    };

    /// <summary>Amina asks the council about an idea, of Tom's where nobody else is named.</summary>
    private static async Task<Enquiry> Asked(Council council, Visit visit, Caller? writer = null)
    {
        await council.MakeAccepting(Council.Draft(visit.Id));
        await council.Propose(writer ?? People.Tom, Council.Idea(roundId: visit.Id));
        return await council.Wonder(People.Amina, Question(visit));
    }

    private static AskAboutProposalRequest Question(Visit visit)
    {
        var question = Enquired.Question(forCouncil: true);
        question.RoundId = visit.Id;
        return question;
    }
}
