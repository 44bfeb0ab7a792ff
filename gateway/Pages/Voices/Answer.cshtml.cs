using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;
using Participatory.Gateway.Settings;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Voices;

/// <summary>
/// Somebody answers an open question, signed in or not. Without an account they are shown a link, once, with which they can take it back.
/// </summary>
[OpenTo(Role.Anyone), FormBeforeSignIn(64 * 1024)]
public sealed class AnswerModel(ProposalsService.ProposalsServiceClient proposals, GatewaySettings settings) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>Drawn when the form is opened, so that the same form, sent again, has the same link.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Words { get; set; }

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
        if (!await this.GoesThrough(() => proposals.SayVoiceAsync(request, cancellationToken: cancellation).ResponseAsync))
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
