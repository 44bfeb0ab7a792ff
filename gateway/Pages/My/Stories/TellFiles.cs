using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Platform.Calls;
using Sentences = Participatory.Words.Telling;

namespace Participatory.Gateway.Pages.My.Stories;

/// <content>The photos and voice notes of the page, each with the service as soon as it is added.</content>
public sealed partial class TellModel
{
    [BindProperty]
    public new IFormFile? Content { get; set; }

    [BindProperty]
    public string? AltText { get; set; }

    [BindProperty]
    public string? Recognised { get; set; }

    [BindProperty]
    public bool TheySaidYes { get; set; }

    [BindProperty]
    public bool ParentsSaidYes { get; set; }

    [BindProperty]
    public IFormFile? Sound { get; set; }

    [BindProperty]
    public string? Transcript { get; set; }

    /// <summary>Made anew for each photo and each voice note.</summary>
    [BindProperty]
    public Guid FileRequestId { get; set; }

    public async Task<IActionResult> OnPostAdd(string report, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        TakeDraft(isSent: true);
        if (Content is null && Sound is null)
        {
            ModelState.AddModelError(Asked is null ? nameof(Content) : nameof(Sound), Asked is null ? Sentences.PhotoMissing
                : Sentences.SoundMissing);
        }

        await AddChosen(report, cancellation);
        if (ModelState.IsValid)
        {
            await KeepWords(report, cancellation);
        }

        return ModelState.IsValid ? Redirect(At(Step)) : Page();
    }

    /// <summary>Takes a file that waited on a phone for its line; the script of the page sends it, until it is here.</summary>
    public async Task<IActionResult> OnPostFile(string report, CancellationToken cancellation)
    {
        try
        {
            await SendChosen(report, cancellation);
            return new NoContentResult();
        }
        catch (RpcException refusal) when (refusal.Reason() != "UPLOADS_QUEUEING" && ModelState.Takes(refusal))
        {
            return new ContentResult
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
                Content = string.Join(' ', ModelState.Values.SelectMany(field => field.Errors).Select(error => error.ErrorMessage)),
            };
        }
    }

    public Task<IActionResult> OnPostRemove(string report, string photo, CancellationToken cancellation) => Change(
        report,
        // Taking the same photo away twice is one request.
        () => accountability.RemovePhotoAsync(
            new RemovePhotoRequest { RequestId = RequestIds.From("remove", report, photo), ReportId = report, PhotoId = photo },
                cancellationToken: cancellation).ResponseAsync,
        cancellation);

    public Task<IActionResult> OnPostRemoveSound(string report, string voice, CancellationToken cancellation) => Change(
        report,
        () => accountability.RemoveVoiceAsync(
            new RemoveVoiceRequest { RequestId = RequestIds.From("remove", report, voice), ReportId = report, VoiceId = voice },
                cancellationToken: cancellation).ResponseAsync,
        cancellation);

    private async Task AddChosen(string report, CancellationToken cancellation)
    {
        if (Content is null && Sound is null)
        {
            return;
        }

        var wentThrough = await this.GoesThrough(
            () => SendChosen(report, cancellation),
            refusal => ModelState.TakesFile(refusal, Content is null ? nameof(Sound) : nameof(Content)));
        if (wentThrough)
        {
            ForgetFile();
            await Load(report, cancellation);
        }
    }

    private async Task SendChosen(string report, CancellationToken cancellation)
    {
        if (Content is not null)
        {
            await TellUploads.AddPhoto(accountability, ((IPhotoFields)this).Facts(FileRequestId, report), Content, cancellation);
        }
        else if (Sound is not null)
        {
            var voice = new AddVoiceRequest
            {
                RequestId = FileRequestId.ToString(), ReportId = report,
                Transcript = TellForm.Plain(Transcript)
            };
            await TellUploads.AddVoice(accountability, voice, Sound, cancellation);
        }
    }

    /// <summary>The next file begins with empty fields and an id of its own.</summary>
    private void ForgetFile()
    {
        foreach (var field in (string[])[nameof(AltText), nameof(Recognised), nameof(TheySaidYes), nameof(ParentsSaidYes),
            nameof(Transcript), nameof(FileRequestId)])
        {
            ModelState.Remove(field);
        }

        (AltText, Recognised, TheySaidYes, ParentsSaidYes, Transcript, FileRequestId) = (null, null, false, false, null, Guid.Empty);
    }
}
