using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Proposals.V1;

namespace Participatory.Proposals.Enquiries;

/// <summary>Shows one question to whoever may read it, with what its answers said before.</summary>
internal sealed class GetEnquiry(Database database, TimeProvider clock)
{
    public async Task<Enquiry> Handle(GetEnquiryRequest request, Caller caller, CancellationToken cancellation)
    {
        new Fields().Id("enquiry_id", request.EnquiryId).Check();
        await using var session = await database.Read(cancellation);
        var enquiry = await EnquiryRow.Load(session, request.EnquiryId, caller);
        var answers = await AnswerRow.LoadOf(session, [enquiry.EnquiryId]);
        var shown = enquiry.ToMessage(caller, answers, clock.Now());
        foreach (var (answer, message) in answers.Zip(shown.Answers))
        {
            // Where the latest words are shown, those before them are.
            if (answer.Versions > 1 && message.Words.Length > 0)
            {
                message.Earlier.AddRange(await answer.LoadEarlier(session));
            }
        }

        return shown;
    }
}
