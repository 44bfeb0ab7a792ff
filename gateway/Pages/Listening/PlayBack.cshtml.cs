using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Listening;

/// <summary>
/// What was written down is read to whoever said it, who is beside the listener and holds the device: they say yes, put it right, or say
/// no. After a yes they are shown a link of their own, once.
/// </summary>
[OpenTo(Role.Anyone), NeverKept, FormBeforeSignIn(64 * 1024)]
public sealed class PlayBackModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : ListenerPage(proposals)
{
    private readonly ProposalsService.ProposalsServiceClient proposals = proposals;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Of what was read.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>Drawn when the page is opened: the last part of the speaker's own link.</summary>
    [BindProperty]
    public string? VoiceSecret { get; set; }

    /// <summary>The name of a <see cref="VoiceAudience"/>.</summary>
    [BindProperty]
    public string? Audience { get; set; }

    [BindProperty]
    public string? FirstName { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    /// <summary>Null where nothing waits here any more.</summary>
    public WrittenVoice? Written { get; private set; }

    /// <summary>What it answers.</summary>
    public string Question { get; private set; } = "";

    /// <summary>The speaker's link; on no page after this one.</summary>
    public string? Kept { get; private set; }

    public async Task OnGet(string secret, string voice, CancellationToken cancellation)
    {
        await Load(secret, voice, cancellation);
        (Words, Language, VoiceSecret) = (Written?.Words, Written?.Language, VoiceWords.NewSecret());
    }

    public async Task<IActionResult> OnPostConfirm(string secret, string voice, CancellationToken cancellation)
    {
        var audience = Choice.Of<VoiceAudience>(Audience);
        var request = new ConfirmVoiceRequest
        {
            RequestId = RequestId.ToString(), Secret = secret, VoiceId = voice, Version = Version, Audience = audience,
            FirstName = audience == VoiceAudience.WithName ? FirstName?.Trim() ?? "" : "", VoiceSecret = VoiceSecret ?? "",
        };
        if (await this.GoesThrough(() => proposals.ConfirmVoiceAsync(request, cancellationToken: cancellation).ResponseAsync))
        {
            Kept = settings.Root(Request) + Links.MyVoice(request.VoiceSecret);
        }

        await LoadAgain(secret, voice, cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostCorrect(string secret, string voice, CancellationToken cancellation) => this.Send(
        proposals.CorrectWrittenVoiceAsync(
            new CorrectWrittenVoiceRequest
            {
                RequestId = RequestId.ToString(), Secret = secret, VoiceId = voice, Version = Version, Words = TypedText.Lines(Words),
                Language = Language ?? "",
            },
            cancellationToken: cancellation),
        Links.PlayBack(secret, voice), () => LoadAgain(secret, voice, cancellation));

    public Task<IActionResult> OnPostRefuse(string secret, string voice, CancellationToken cancellation) => this.Send(
        proposals.RefuseVoiceAsync(
            new RefuseVoiceRequest { RequestId = RequestId.ToString(), Secret = secret, VoiceId = voice, Version = Version },
            cancellationToken: cancellation),
        Links.Listening(secret) + "?done=true", () => LoadAgain(secret, voice, cancellation));

    private async Task Load(string secret, string voice, CancellationToken cancellation)
    {
        await LoadListening(secret, cancellation);
        Written = Listening.Waiting.FirstOrDefault(written => written.VoiceId == voice);
        Question = Questions.FirstOrDefault(question => question.QuestionId == Written?.QuestionId)?.Words ?? "";
    }

    /// <summary>What the other forms of the page hold, which were not sent.</summary>
    private async Task LoadAgain(string secret, string voice, CancellationToken cancellation)
    {
        await Load(secret, voice, cancellation);
        (Words, Language) = (Words ?? Written?.Words, Language ?? Written?.Language);
        VoiceSecret ??= VoiceWords.NewSecret();
    }
}
