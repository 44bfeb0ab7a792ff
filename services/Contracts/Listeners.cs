using Participatory.Contracts.Accountability;
using Participatory.Contracts.People;
using Participatory.Contracts.Grants;
using Participatory.Contracts.Proposals;
using Participatory.Contracts.Voting;

namespace Participatory.Contracts;

/// <summary>
/// Who hears what: the whole traffic between the services, a line for each consumer. Every process declares all of it at
/// the broker before it sends anything, so that a message waits for a consumer that has never run yet. A message that
/// stands in no line is sent, and forgotten by the broker.
/// </summary>
public static class Listeners
{
    /// <summary>By the name of the consumer, "service.verb-noun": never renamed, since inboxes and queues remember it.</summary>
    public static readonly IReadOnlyDictionary<string, Type> All = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["proposals.keep-release"] = typeof(BudgetReleased),
        ["proposals.keep-clawback"] = typeof(BudgetClawedBack),
        ["proposals.apply-extension"] = typeof(PollExtended),
        ["proposals.apply-result"] = typeof(ResultDeclared),
        ["proposals.apply-winners"] = typeof(WinnersKnown),
        ["voting.schedule-poll"] = typeof(BallotPaperPublished),
        ["voting.keep-hiding"] = typeof(ProposalHidden),
        ["grants.learn-terms"] = typeof(RoundOpened),
        ["grants.learn-places"] = typeof(RoundOpened),
        ["grants.learn-names"] = typeof(AreasRenamed),
        ["grants.learn-marks"] = typeof(ProposalMade),
        ["grants.learn-ideas"] = typeof(BallotPaperPublished),
        ["grants.keep-hiding"] = typeof(ProposalHidden),
        ["grants.offer-awards"] = typeof(ResultDeclared),
        ["grants.keep-result"] = typeof(ResultDeclared),
        ["grants.close-award"] = typeof(ReportAccepted),
        ["grants.close-excused"] = typeof(ReportExcused),
        ["accountability.keep-round"] = typeof(RoundOpened),
        ["accountability.keep-award"] = typeof(AwardAccepted),
        ["accountability.request-report"] = typeof(PaymentConfirmed),
        ["accountability.keep-idea"] = typeof(ProposalMade),
        ["accountability.drop-idea"] = typeof(ProposalWithdrawn),
        ["accountability.keep-edit"] = typeof(ProposalEdited),
        ["accountability.keep-proposer"] = typeof(ProposalPassedOn),
        ["accountability.keep-review"] = typeof(ProposalReviewed),
        ["accountability.keep-paper"] = typeof(BallotPaperPublished),
        ["accountability.keep-result"] = typeof(ResultDeclared),
        ["accountability.keep-winners"] = typeof(WinnersKnown),
        ["accountability.publish-outcome"] = typeof(ProposerTold),
        ["accountability.promise-payment"] = typeof(AwardAccepted),
        ["accountability.settle-payment"] = typeof(PaymentConfirmed),
        ["accountability.break-payment"] = typeof(AwardWithdrawn),
        ["accountability.end-offer"] = typeof(AwardExpired),
        ["accountability.show-clawback"] = typeof(BudgetClawedBack),
        ["accountability.keep-fund"] = typeof(BudgetReleased),
        ["accountability.promise-answer"] = typeof(StoryShared),
        ["accountability.settle-answer"] = typeof(ReportAccepted),
        ["accountability.promise-answers"] = typeof(PrioritiesDecided),
        ["proposals.end-sessions"] = typeof(SessionsEnded),
        ["voting.end-sessions"] = typeof(SessionsEnded),
        ["grants.end-sessions"] = typeof(SessionsEnded),
        ["accountability.end-sessions"] = typeof(SessionsEnded),
        ["proposals.forget-person"] = typeof(PersonForgotten),
        ["voting.forget-person"] = typeof(PersonForgotten),
        ["grants.forget-person"] = typeof(PersonForgotten),
        ["accountability.forget-person"] = typeof(PersonForgotten),
        ["voting.keep-letter-words"] = typeof(LetterWordsChanged),
        ["grants.keep-holidays"] = typeof(HolidaysChanged),
        ["people.tell-of-registration"] = typeof(RegistrationDecided),
        ["people.tell-of-review"] = typeof(ProposalReviewed),
        ["people.tell-of-award"] = typeof(AwardOffered),
        ["people.open-grant"] = typeof(AwardOffered),
        ["people.end-declined"] = typeof(AwardDeclined),
        ["people.end-expired"] = typeof(AwardExpired),
        ["people.end-withdrawn"] = typeof(AwardWithdrawn),
        ["people.end-paid"] = typeof(PaymentConfirmed),
        ["people.tell-of-withdrawal"] = typeof(AwardWithdrawn),
        ["people.tell-of-expiry"] = typeof(AwardExpired),
        ["people.tell-of-payment"] = typeof(PaymentConfirmed),
        ["people.tell-of-part"] = typeof(PartPaid),
        ["people.tell-of-payee"] = typeof(PayeeChanged),
        ["people.tell-of-question"] = typeof(ReportRequested),
        ["people.tell-of-answer"] = typeof(ReportAccepted),
        ["accountability.invite-group"] = typeof(GroupDrawn),
        ["people.tell-of-invitation"] = typeof(ConversationInvited),
        ["people.tell-of-reminder"] = typeof(ReportReminded),
        ["people.tell-of-conversation"] = typeof(ConversationWritten),
        ["people.tell-of-typing"] = typeof(StoryTyped),
        ["people.tell-of-help"] = typeof(HelpOffered),
        ["people.tell-of-excuse"] = typeof(ReportExcused),
        ["people.tell-of-outcome"] = typeof(OutcomeReached),
        ["people.tell-of-dates"] = typeof(DatesMoved),
        ["accountability.keep-hiding"] = typeof(ProposalHidden),
        ["people.tell-of-hiding"] = typeof(ProposalHidden),
        ["people.tell-of-hidden-part"] = typeof(PartHidden),
        ["people.tell-of-hidden-voice"] = typeof(VoiceHidden),
        ["people.tell-of-end"] = typeof(RoundEnded),
        ["people.tell-of-support"] = typeof(SupportGrew),
        ["people.keep-work-of-proposals"] = typeof(Proposals.WorkCounted),
        ["people.keep-work-of-voting"] = typeof(Voting.WorkCounted),
        ["people.keep-work-of-grants"] = typeof(Grants.WorkCounted),
        ["people.keep-work-of-accountability"] = typeof(Accountability.WorkCounted),
    };
}
