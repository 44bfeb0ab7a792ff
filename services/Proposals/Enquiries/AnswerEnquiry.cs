using Participatory.Contracts.Proposals;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>
/// Those who write the idea answer a question, or an officer of its area does. Each side has one answer; that of the writers any of them
/// can change, that of the council who gave it: what stood there before stays readable.
/// </summary>
internal sealed class AnswerEnquiry(Database database, TimeProvider clock)
{
    /// <summary>For how long whoever proposed the idea has the first word.</summary>
    internal static readonly TimeSpan ProposerFirst = TimeSpan.FromDays(7);

    /// <summary>How often an answer can be written.</summary>
    internal const int MostVersions = 20;

    public async Task<Enquiry> Handle(AnswerEnquiryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("enquiry_id", request.EnquiryId).Text("words", request).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Enquiry.Parser) is not null)
        {
            return await EnquiryRow.LoadMessage(transaction, request.EnquiryId, caller, clock.Now());
        }

        var enquiry = await EnquiryRow.Lock(transaction, request.EnquiryId, caller);
        var answers = await AnswerRow.LoadOf(transaction, [enquiry.EnquiryId]);
        var now = clock.Now();
        if (Decide(enquiry, answers, request.Words, caller, now) is { } next)
        {
            await next.Write(transaction);
            if (next.Versions == 1)
            {
                await enquiry.WriteAnswered(transaction, now);
                // Whoever asked reads no title that is hidden.
                if (!enquiry.IsTakenBack && !enquiry.IsBy(caller) && !EnquiryRow.Hides(enquiry.IdeaHiding))
                {
                    await transaction.Publish(new EnquiryAnswered(
                        enquiry.RoundId, enquiry.ProposalId, enquiry.EnquiryId, enquiry.Title, enquiry.AskerSubject, next.SignedAs, now));
                }
            }
        }

        // The words are not kept a second time to repeat an answer.
        await transaction.Remember(caller, request, new Enquiry { EnquiryId = enquiry.EnquiryId });
        var answer = await EnquiryRow.LoadMessage(transaction, enquiry.EnquiryId, caller, now);
        await transaction.Commit();
        return answer;
    }

    /// <summary>The answer as it becomes; null where it says that already. Pure.</summary>
    /// <exception cref="Refusal">The caller does not answer this, or not now.</exception>
    internal static AnswerRow? Decide(
        EnquiryRow enquiry, IReadOnlyList<AnswerRow> answers, string words, Caller caller, DateTimeOffset now)
    {
        if (!enquiry.IsOfOwnIdea(caller) && caller.IsOfficer())
        {
            caller.MustActIn([enquiry.AreaCode]);
        }

        if (WhyNot(enquiry, answers, caller, now) is { } reason)
        {
            throw new Refusal(reason, [("most", MostVersions), ("days", (int)ProposerFirst.TotalDays)]);
        }

        var byCouncil = !enquiry.IsOfOwnIdea(caller);
        var signedAs = byCouncil ? caller.Signature() : "";
        return Own(enquiry, answers, caller) is { } own
            ? own.Words == words ? null
                : own with
                {
                    Versions = own.Versions + 1,
                    AuthorSubject = caller.Subject,
                    SignedAs = signedAs,
                    Words = words,
                    WrittenAt = now,
                }
            : new AnswerRow
            {
                AnswerId = Guid.NewGuid().ToString(),
                EnquiryId = enquiry.EnquiryId,
                RoundId = enquiry.RoundId,
                ByCouncil = byCouncil,
                AuthorSubject = caller.Subject,
                SignedAs = signedAs,
                Versions = 1,
                AnsweredAt = now,
                Words = words,
                WrittenAt = now,
            };
    }

    /// <summary>Why the caller does not answer it, or change their answer, now; null where they may. Pure.</summary>
    internal static Reason? WhyNot(EnquiryRow enquiry, IReadOnlyList<AnswerRow> answers, Caller caller, DateTimeOffset now)
    {
        var byCouncil = !enquiry.IsOfOwnIdea(caller);
        return byCouncil && !enquiry.SeesAll(caller) ? ProposalsReasons.AnswerIsTheirs
            // What was asked about an idea that was joined into another is still read, and answered.
            : enquiry.Idea.StateNow == ProposalState.Withdrawn && enquiry.JoinedInto is null ? ProposalsReasons.ProposalWithdrawn
            : Own(enquiry, answers, caller) is { } own
                ? own.IsHidden ? ProposalsReasons.EnquiryIsHidden
                    : own.Versions >= MostVersions ? ProposalsReasons.AnswerChangedTooOften : null
            : answers.Any(answer => answer.ByCouncil == byCouncil) ? ProposalsReasons.EnquiryIsAnswered
            : enquiry.IsTakenBack ? ProposalsReasons.EnquiryNotFound
            : enquiry.IsHidden ? ProposalsReasons.EnquiryIsHidden
            : byCouncil && ProposerIsFirst(enquiry, answers, now) ? ProposalsReasons.ProposerAnswersFirst
            : null;
    }

    // Somebody whose account has gone answers nothing any more.
    private static bool ProposerIsFirst(EnquiryRow enquiry, IReadOnlyList<AnswerRow> answers, DateTimeOffset now) =>
        !enquiry.ForCouncil && enquiry.ProposerSubject.Length > 0 && answers.All(answer => answer.ByCouncil)
            && now < enquiry.AskedAt + ProposerFirst;

    // Whoever writes the idea now speaks for it, whoever of them answered first; of the council everybody signs for themselves.
    private static AnswerRow? Own(EnquiryRow enquiry, IReadOnlyList<AnswerRow> answers, Caller caller) => enquiry.IsOfOwnIdea(caller)
        ? answers.FirstOrDefault(answer => !answer.ByCouncil)
        : answers.FirstOrDefault(answer => answer.ByCouncil && answer.IsBy(caller));
}
