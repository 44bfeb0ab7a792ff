using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>Whoever asked says thanks for an answer. Nothing is counted by it.</summary>
internal sealed class ThankForAnswer(Database database, TimeProvider clock)
{
    public async Task<Enquiry> Handle(ThankForAnswerRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().RequestId(request.RequestId).Id("enquiry_id", request.EnquiryId).Id("answer_id", request.AnswerId).Check();
        await using var transaction = await database.Begin(cancellation);
        if (await transaction.Replay(caller, request, Enquiry.Parser) is null)
        {
            var enquiry = await EnquiryRow.Lock(transaction, request.EnquiryId, caller);
            var answers = await AnswerRow.LoadOf(transaction, [enquiry.EnquiryId]);
            if (Decide(enquiry, answers.FirstOrDefault(answer => answer.AnswerId == request.AnswerId), caller, clock.Now()) is { } thanked)
            {
                await thanked.WriteThanks(transaction);
            }

            await transaction.Remember(caller, request, new Enquiry { EnquiryId = enquiry.EnquiryId });
        }

        var shown = await EnquiryRow.LoadMessage(transaction, request.EnquiryId, caller, clock.Now());
        await transaction.Commit();
        return shown;
    }

    /// <summary>The answer with thanks; null where it has them. Pure.</summary>
    /// <exception cref="Refusal">The caller did not ask, or there is nothing to be seen to thank for.</exception>
    internal static AnswerRow? Decide(EnquiryRow enquiry, AnswerRow? answer, Caller caller, DateTimeOffset now) =>
        !enquiry.IsBy(caller) ? throw new Refusal(ProposalsReasons.EnquiryIsTheirs)
        : answer is null || answer.IsHidden ? throw AnswerRow.NotFound()
        : answer.ThankedAt is null ? answer with { ThankedAt = now }
        : null;
}
