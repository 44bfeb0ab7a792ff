using Participatory.Proposals.V1;
using Participatory.Types.V1;

namespace Participatory.Standalone.Demo;

/// <summary>
/// Neighbours ask about the first ideas. Whoever had them answers, once anew, and an officer does; somebody says thanks, and what is
/// unkind is hidden.
/// </summary>
internal static class Wondering
{
    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // Of a published election nobody can ask who had its ideas.
        script.ImportedFrom.Length > 0 || script.Ideas.Count < 2 ? Task.CompletedTask
        : stages.Play("Neighbours ask about ideas", 4, async step =>
        {
            await WhoLooksAfterIt(script, doors, cancellation);
            step();
            await WhatTheCouncilSays(script, doors, cancellation);
            step();
            await WhatIsUnkind(script, doors, cancellation);
            step();
            await Ask(script, doors, at: 1, person: 4, "Can someone with a wheelchair use it?", "Hana", forCouncil: false, cancellation);
            step();
        });

    private static async Task WhoLooksAfterIt(Script script, Doors doors, CancellationToken cancellation)
    {
        var asked = await Ask(
            script, doors, at: 0, person: 1, "Who will look after it in winter?", "Bilal", forCouncil: false, cancellation);
        await Answer(script, doors.Volunteer, asked, "first", "A few of us will.", cancellation);
        var answered = await Answer(
            script, doors.Volunteer, asked, "second", "Eight of us will, in turns. The school helps, too.", cancellation);
        await doors.Resident(1).Proposals.ThankForAnswerAsync(
            new ThankForAnswerRequest
            {
                RequestId = script.Id("wonder-thanks"), EnquiryId = asked, AnswerId = answered.Answers[0].AnswerId,
            },
            cancellationToken: cancellation);
    }

    private static async Task WhatTheCouncilSays(Script script, Doors doors, CancellationToken cancellation)
    {
        var asked = await Ask(script, doors, at: 0, person: 2, "Does the council have to agree to it first?", "", forCouncil: true,
            cancellation);
        await Answer(script, doors.Officer, asked, "council", "Yes. We look at every idea before the vote and say what it costs.",
            cancellation);
    }

    private static async Task WhatIsUnkind(Script script, Doors doors, CancellationToken cancellation)
    {
        var asked = await Ask(script, doors, at: 0, person: 3, "Who is silly enough to want this?", "", forCouncil: false, cancellation);
        await doors.Officer.Proposals.JudgeEnquiryAsync(
            new JudgeEnquiryRequest
            {
                RequestId = script.Id("wonder-unkind"), EnquiryId = asked, Judgement = HidingJudgement.Hide, Reason = HidingReason.Abuse,
            },
            cancellationToken: cancellation);
    }

    private static async Task<string> Ask(
        Script script, Doors doors, int at, int person, string words, string shownAs, bool forCouncil, CancellationToken cancellation) =>
        (await doors.Resident(person).Proposals.AskAboutProposalAsync(
            new AskAboutProposalRequest
            {
                RequestId = script.Id($"wonder/{at}/{person}"), RoundId = script.RoundId, ProposalId = Proposing.IdOf(script, at),
                Words = words, ShownAs = shownAs, ForCouncil = forCouncil,
            },
            cancellationToken: cancellation)).EnquiryId;

    private static async Task<Enquiry> Answer(
        Script script, Door who, string enquiryId, string step, string words, CancellationToken cancellation) =>
        await who.Proposals.AnswerEnquiryAsync(
            new AnswerEnquiryRequest { RequestId = script.Id($"wonder-answer/{step}"), EnquiryId = enquiryId, Words = words },
            cancellationToken: cancellation);
}
