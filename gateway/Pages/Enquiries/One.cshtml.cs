using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Enquiries;

/// <summary>One question about an idea: where it is answered, thanked for and taken back.</summary>
[OpenTo(Role.Anyone)]
public sealed class OneModel(ProposalsService.ProposalsServiceClient proposals) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Of an answer.</summary>
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>The id of the answer that is meant; empty is the question.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>The question has just been asked.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    /// <summary>An answer has just been saved.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Saved { get; set; }

    public Enquiry Enquiry { get; private set; } = new();

    public Proposal Idea { get; private set; } = new();

    public bool HasAnswered => Own is not null;

    /// <summary>Name and role with which an officer signs; empty where the people of the idea answer.</summary>
    public string SignedAs => Idea.WrittenByMe ? "" : Person.CallerOf(User).ShownAs;

    /// <summary>This person can show or hide what stands here: about an idea that they write, another officer does.</summary>
    public bool Judges => Person.CallerOf(User) is var caller && caller.Is(Role.Officer) && caller.MayActIn(Enquiry.AreaCode)
        && !Idea.WrittenByMe;

    /// <summary>The answer that this person can change: that of all who write the idea, or their own of the council.</summary>
    private EnquiryAnswer? Own => Idea.WrittenByMe
        ? Enquiry.Answers.FirstOrDefault(answer => answer.AnsweredBy.Length == 0)
        : Enquiry.Answers.FirstOrDefault(answer => answer.Mine && answer.AnsweredBy.Length > 0);

    /// <summary>What this person wrote here and is not shown; the id is that of an answer, or empty.</summary>
    public IEnumerable<(string AnswerId, Types.V1.Hiding Hiding)> OwnHidden =>
    [
        .. Enquiry is { Mine: true, Hiding: { } hiding } ? [("", hiding)] : ((string, Types.V1.Hiding)[])[],
        .. Enquiry.Answers.Where(answer => answer is { Mine: true, Hiding: not null }).Select(answer => (answer.AnswerId, answer.Hiding)),
    ];

    /// <summary>Answers for which this person can say thanks.</summary>
    public IEnumerable<EnquiryAnswer> ToThank =>
        Enquiry.Answers.Where(answer => Enquiry.Mine && answer is { Thanked: false, Hiding: null, Mine: false });

    public async Task OnGet(string enquiry, CancellationToken cancellation)
    {
        await Load(enquiry, cancellation);
        Words = Own?.Words;
    }

    public Task<IActionResult> OnPostAnswer(string id, string n, string enquiry, CancellationToken cancellation) => Change(
        enquiry, () => proposals.AnswerEnquiryAsync(
            new AnswerEnquiryRequest
            {
                RequestId = RequestId.ToString(), EnquiryId = Links.Read(enquiry), Words = TypedText.Lines(Words).Trim(),
            },
            cancellationToken: cancellation), Here(id, n, enquiry) + "?saved=true", cancellation);

    public Task<IActionResult> OnPostThanks(string id, string n, string enquiry, CancellationToken cancellation) => Change(
        enquiry, () => proposals.ThankForAnswerAsync(
            new ThankForAnswerRequest
            {
                RequestId = RequestId.ToString(), EnquiryId = Links.Read(enquiry), AnswerId = Answer ?? "",
            },
            cancellationToken: cancellation), Here(id, n, enquiry), cancellation);

    public Task<IActionResult> OnPostAgain(string id, string n, string enquiry, CancellationToken cancellation) => Change(
        enquiry, () => proposals.AskEnquiryAgainAsync(
            new AskEnquiryAgainRequest
            {
                RequestId = RequestId.ToString(), EnquiryId = Links.Read(enquiry), AnswerId = Answer ?? "",
            },
            cancellationToken: cancellation), Here(id, n, enquiry), cancellation);

    public Task<IActionResult> OnPostTakeBack(string id, string n, string enquiry, CancellationToken cancellation) => Change(
        enquiry, () => proposals.TakeEnquiryBackAsync(
            new TakeEnquiryBackRequest { RequestId = RequestId.ToString(), EnquiryId = Links.Read(enquiry) },
            cancellationToken: cancellation), Links.Enquiries(id, Links.Read(n)) + "?gone=true", cancellation);

    private static string Here(string id, string n, string enquiry) => Links.Enquiry(id, Links.Read(n), Links.Read(enquiry));

    private async Task<IActionResult> Change<T>(
        string enquiry, Func<AsyncUnaryCall<T>> call, string then, CancellationToken cancellation) =>
        Person.CallerOf(User).IsSignedIn
            ? await this.Send(call(), then, () => Load(enquiry, cancellation))
            : Challenge();

    private async Task Load(string enquiry, CancellationToken cancellation)
    {
        Enquiry = await proposals.GetEnquiryAsync(
            new GetEnquiryRequest { EnquiryId = Links.Read(enquiry) }, cancellationToken: cancellation);
        try
        {
            Idea = await proposals.GetProposalAsync(
                new GetProposalRequest { RoundId = Enquiry.RoundId, ProposalId = Enquiry.ProposalId }, cancellationToken: cancellation);
        }
        catch (RpcException gone) when (gone.StatusCode == Grpc.Core.StatusCode.NotFound && Enquiry.Mine)
        {
            // Whoever asked can take their words back, also where the idea was.
            Idea = new Proposal { RoundId = Enquiry.RoundId, ProposalId = Enquiry.ProposalId };
        }
    }
}
