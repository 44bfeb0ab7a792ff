using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;
using Sentences = Participatory.Words.VoiceFiles;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>
/// Somebody answers an open question, signed in or not. Without an account they are shown a link, once, with which they can take it back.
/// </summary>
[OpenTo(Role.Anyone), FormBeforeSignIn(MaxForm)]
[RequestSizeLimit(MaxForm)]
[RequestFormLimits(MultipartBodyLengthLimit = MaxForm)]
public sealed class AnswerModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : PageModel
{
    /// <summary>More than a file may have, so that the service says how large one can be.</summary>
    private const int MaxForm = 12 * 1024 * 1024;

    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Drawn when the form is opened, so that the same form, sent again, has the same link.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    /// <summary>What was said; with it there may be no words.</summary>
    [BindProperty]
    public IFormFile? Sound { get; set; }

    /// <summary>A picture of what was drawn; the words say what can be seen.</summary>
    [BindProperty]
    public IFormFile? Drawing { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    /// <summary>The name of a <see cref="VoiceAudience"/>.</summary>
    [BindProperty]
    public string? Audience { get; set; }

    [BindProperty]
    public string? FirstName { get; set; }

    [BindProperty]
    public string? Language { get; set; } = VoiceWords.OwnLanguage;

    public Round Round { get; private set; } = new();

    public OpenQuestion Question { get; private set; } = new();

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    /// <summary>The link of what was just sent; on no page after this one.</summary>
    public string? Kept { get; private set; }

    /// <summary>The form comes back without its file, which a browser does not keep.</summary>
    public bool FileWasSent => !ModelState.IsValid && (Sound ?? Drawing) is not null;

    public bool IsKnown => Person.CallerOf(User).IsSignedIn;

    public Task OnGet(string id, string question, CancellationToken cancellation)
    {
        Secret = VoiceWords.NewSecret();
        return Load(id, question, cancellation);
    }

    public async Task<IActionResult> OnPost(string id, string question, CancellationToken cancellation)
    {
        await Load(id, question, cancellation);
        var audience = Choice.Of<VoiceAudience>(Audience);
        var request = new SayVoiceRequest
        {
            RequestId = RequestId.ToString(),
            Secret = IsKnown ? "" : Secret ?? "",
            Voice = new Voice
            {
                QuestionId = Question.QuestionId,
                AreaCode = AreaCode ?? "",
                Words = TypedText.Lines(Words),
                Language = Language ?? "",
                Audience = audience,
                // It is asked of everybody, and goes on only where it will be shown.
                FirstName = audience == VoiceAudience.WithName ? FirstName?.Trim() ?? "" : "",
            },
        };
        if (Sound is not null && Drawing is not null)
        {
            ModelState.AddModelError(nameof(Drawing), Sentences.OnlyOne);
            return Page();
        }

        var wentThrough = (Sound ?? Drawing) is { } file
            ? await this.GoesThrough(
                () => SendWith(file, request, cancellation), refusal => TakesFile(refusal, Sound is null ? nameof(Drawing) : nameof(Sound)))
            : await this.GoesThrough(() => proposals.SayVoiceAsync(request, cancellationToken: cancellation).ResponseAsync);
        if (!wentThrough)
        {
            return Page();
        }

        if (IsKnown)
        {
            return Redirect("/my/voices?sent=true");
        }

        // The answer holds the secret, so no browser keeps it; sent again, the form gets the same.
        Response.Headers.CacheControl = "no-store";
        Kept = settings.Root(Request) + Links.MyVoice(request.Secret);
        return Page();
    }

    private async Task SendWith(IFormFile file, SayVoiceRequest words, CancellationToken cancellation)
    {
        var first = new SayVoiceWithFileRequest { RequestId = words.RequestId, Secret = words.Secret, Voice = words.Voice };
        using var call = proposals.SayVoiceWithFile(deadline: Pieces.Deadline, cancellationToken: cancellation);
        await Pieces.Send(
            call, file, first, () => new SayVoiceWithFileRequest(), (message, content) => message.Content = content, cancellation);
    }

    /// <summary>What is wrong with the file stands beside the field in which it came.</summary>
    private bool TakesFile(RpcException refusal, string field)
    {
        if (refusal.FieldFaults().FirstOrDefault(fault => fault.Name == "content") is not { } about)
        {
            return ModelState.TakesFile(refusal, field);
        }

        ModelState.AddModelError(field, about.Sentence);
        return true;
    }

    private async Task Load(string id, string question, CancellationToken cancellation)
    {
        var questions = Questions.Load(proposals, id, "", cancellation);
        Round = await proposals.GetRoundAsync(new GetRoundRequest { RoundId = id }, cancellationToken: cancellation);
        Question = (await questions).FirstOrDefault(one => one.QuestionId == question)
            ?? new OpenQuestion { QuestionId = question, RoundId = id };
        Areas = Questions.AreasOf(Round, Question);
        if (Areas.Count == 1)
        {
            AreaCode = Areas[0].Value;
        }
    }
}
