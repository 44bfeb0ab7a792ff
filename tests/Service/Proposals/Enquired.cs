using Participatory.Platform.Identity;
using Participatory.Proposals.Enquiries;
using Participatory.Proposals.V1;
using Participatory.Tests.Harness;
using Participatory.Types.V1;

namespace Participatory.Tests.Service.Proposals;

/// <summary>Short words for what people ask about an idea and what they are answered.</summary>
internal static class Enquired
{
    public static AskAboutProposalRequest Question(string words = "Who waters the flowers?", bool forCouncil = false) => new()
    {
        RequestId = Council.NewRequest(), RoundId = Council.RoundId, ProposalId = "1", Words = words, ShownAs = "Tom",
        ForCouncil = forCouncil,
    };

    /// <summary>A round that takes ideas, with one of Amina.</summary>
    public static async Task MakeWithIdea(this Council council)
    {
        await council.MakeAccepting();
        await council.Propose();
    }

    public static async Task<Enquiry> Wonder(this Council council, Caller? who = null, AskAboutProposalRequest? question = null) =>
        await council.As(who ?? People.Tom).AskAboutProposalAsync(question ?? Question());

    public static async Task<Enquiry> Answer(this Council council, Caller who, Enquiry enquiry, string words = "We do, in turns.") =>
        await council.As(who).AnswerEnquiryAsync(
            new() { RequestId = Council.NewRequest(), EnquiryId = enquiry.EnquiryId, Words = words });

    public static async Task<Enquiry> Look(this Council council, Caller who, Enquiry enquiry) =>
        await council.As(who).GetEnquiryAsync(new() { EnquiryId = enquiry.EnquiryId });

    public static async Task<IReadOnlyList<Enquiry>> Asked(this Council council, Caller? who = null, string idea = "1") =>
        (await council.As(who ?? People.Nobody).ListEnquiriesAsync(new() { RoundId = Council.RoundId, ProposalId = idea })).Enquiries;

    public static async Task TakeBack(this Council council, Caller who, Enquiry enquiry) => await council.As(who).TakeEnquiryBackAsync(
        new() { RequestId = Council.NewRequest(), EnquiryId = enquiry.EnquiryId });

    public static async Task<Enquiry> Judge(
        this Council council, Caller officer, Enquiry enquiry, HidingJudgement judgement, string answerId = "") =>
        await council.As(officer).JudgeEnquiryAsync(new()
        {
            RequestId = Council.NewRequest(), EnquiryId = enquiry.EnquiryId, AnswerId = answerId, Judgement = judgement,
            Reason = judgement == HidingJudgement.Hide ? HidingReason.Abuse : HidingReason.Unspecified,
        });

    /// <summary>What the clock does every few minutes, now.</summary>
    public static Task TellOfEnquiries(this Council council) =>
        ((TellOfEnquiries)council.Service.Services.GetService(typeof(TellOfEnquiries))!).Tick(TestContext.Current.CancellationToken);
}
