using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Sentences = Participatory.Gateway.Words.Telling;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>
/// A group tells how it went: words, photos, who may see it, a last look, and off. What was written travels with the
/// form; photos are with the service as soon as they are added.
/// </summary>
[OpenTo(Role.Person)]
[RequestSizeLimit(MaxBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxBytes)]
public sealed class TellModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    /// <summary>More than a photo may have, so that the service says how large one can be.</summary>
    private const int MaxBytes = 40 * 1024 * 1024;

    private const int PieceBytes = 32 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public TellStep Step { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? ToldBy { get; set; }

    [BindProperty]
    public string? Audience { get; set; }

    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? AltText { get; set; }

    /// <summary>Made anew for each photo.</summary>
    [BindProperty]
    public Guid PhotoRequestId { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Report Report { get; private set; } = new();

    public IReadOnlyList<Choice> Audiences =>
    [
        new(nameof(Participatory.Accountability.V1.Audience.Everybody), Sentences.Everybody, Sentences.EverybodyHint),
        new(nameof(Participatory.Accountability.V1.Audience.Council), Sentences.Council, Sentences.CouncilHint),
    ];

    public bool ForEverybody => Audience == nameof(Participatory.Accountability.V1.Audience.Everybody);

    public Task OnGet(string report, CancellationToken cancellation) => Load(report, cancellation);

    /// <summary>Goes on, goes back or sends, as the button says.</summary>
    public async Task<IActionResult> OnPost(string report, string? go, CancellationToken cancellation)
    {
        if (go == "send")
        {
            return await Send(report, cancellation);
        }

        await Load(report, cancellation);
        if (go == "next" && Step == TellStep.Photos && Content is not null)
        {
            // A photo was chosen and "Continue" pressed before "Add": nobody means to leave it behind.
            await Add(report, cancellation);
        }

        Step = go switch
        {
            "next" when !Complete() => Step,
            "next" => Step + 1,
            "back" => Step - 1,
            _ => Enum.TryParse<TellStep>(go, out var chosen) ? chosen : Step,
        };
        Step = (TellStep)Math.Clamp((int)Step, (int)TellStep.Words, (int)TellStep.Check);
        return Page();
    }

    public async Task<IActionResult> OnPostAdd(string report, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        if (Content is null)
        {
            ModelState.AddModelError(nameof(Content), Sentences.PhotoMissing);
        }
        else
        {
            await Add(report, cancellation);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostRemove(string report, string photo, CancellationToken cancellation)
    {
        try
        {
            // Taking the same photo away twice is one request.
            await accountability.RemovePhotoAsync(
                new RemovePhotoRequest { RequestId = RequestIds.From("remove", report, photo), ReportId = report, PhotoId = photo }, cancellationToken: cancellation);
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            // The page says why.
        }

        await Load(report, cancellation);
        return Page();
    }

    private bool Complete()
    {
        if (Step == TellStep.Photos && string.IsNullOrWhiteSpace(Words) && Report.Photos.Count == 0)
        {
            ModelState.AddModelError("", Sentences.WordsOrPhoto);
        }

        if (Step == TellStep.Who && Audience is null)
        {
            ModelState.AddModelError(nameof(Audience), Sentences.AudienceMissing);
        }

        return ModelState.IsValid;
    }

    private async Task<IActionResult> Send(string report, CancellationToken cancellation)
    {
        try
        {
            var request = new SendStoryRequest
            {
                RequestId = RequestId.ToString(),
                ReportId = report,
                Words = (Words ?? "").ReplaceLineEndings("\n"),
                ToldBy = ToldBy?.Trim() ?? "",
                Audience = Enum.TryParse<Audience>(Audience, out var audience) ? audience : Participatory.Accountability.V1.Audience.Unspecified,
            };
            await accountability.SendStoryAsync(request, cancellationToken: cancellation);
            return Redirect(Links.MyStory(report) + "?sent=true");
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            Step = ModelState[nameof(Words)] is { Errors.Count: > 0 } ? TellStep.Words
                : ModelState[nameof(ToldBy)] is { Errors.Count: > 0 } || ModelState[nameof(Audience)] is { Errors.Count: > 0 } ? TellStep.Who
                : TellStep.Check;
        }

        await Load(report, cancellation);
        return Page();
    }

    private async Task Add(string report, CancellationToken cancellation)
    {
        try
        {
            await Upload(report, Content!, cancellation);
            ModelState.Remove(nameof(AltText));
            ModelState.Remove(nameof(PhotoRequestId));
            (AltText, PhotoRequestId) = (null, Guid.Empty);
            await Load(report, cancellation);
        }
        catch (RpcException refusal) when (refusal.StatusCode == Grpc.Core.StatusCode.DeadlineExceeded)
        {
            ModelState.AddModelError(nameof(Content), Sentences.PhotoSlow);
        }
        catch (RpcException refusal) when (ModelState.Takes(refusal))
        {
            // The page says why.
        }
    }

    private async Task Upload(string report, IFormFile file, CancellationToken cancellation)
    {
        using var call = accountability.AddPhoto(deadline: DateTime.UtcNow + Patience, cancellationToken: cancellation);
        await using var content = file.OpenReadStream();
        var piece = new byte[PieceBytes];
        var message = new AddPhotoRequest { RequestId = PhotoRequestId.ToString(), ReportId = report, AltText = AltText?.Trim() ?? "" };
        try
        {
            do
            {
                message.Content = ByteString.CopyFrom(piece, 0, await content.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellation));
                await call.RequestStream.WriteAsync(message, cancellation);
                message = new AddPhotoRequest();
            }
            while (content.Position < content.Length);
            await call.RequestStream.CompleteAsync();
        }
        catch (RpcException)
        {
            // The service has answered before the end of the file; its answer says why.
        }
        catch (InvalidOperationException) when (call.ResponseAsync.IsCompleted)
        {
            // The same, found out between two pieces.
        }

        await call.ResponseAsync;
    }

    private async Task Load(string report, CancellationToken cancellation)
    {
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = report }, cancellationToken: cancellation);
        PhotoRequestId = PhotoRequestId == Guid.Empty ? Guid.NewGuid() : PhotoRequestId;
    }
}

/// <summary>The questions, one after the other.</summary>
public enum TellStep
{
    Words,
    Photos,
    Who,
    Check,
}
