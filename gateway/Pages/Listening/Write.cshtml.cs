using Microsoft.AspNetCore.Mvc;
using Participatory.Access.V1;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Keeping;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Pages.Voices;
using Participatory.Gateway.Security;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Listening;

/// <summary>
/// A listener writes down in the first person what somebody says. They are somebody else's words, so nothing of them is kept.
/// </summary>
[OpenTo(Role.Anyone), NeverKept, FormBeforeSignIn(64 * 1024)]
public sealed class WriteModel(ProposalsService.ProposalsServiceClient proposals) : ListenerPage(proposals)
{
    private readonly ProposalsService.ProposalsServiceClient proposals = proposals;

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? AreaCode { get; set; }

    [BindProperty]
    public string? Language { get; set; } = VoiceWords.OwnLanguage;

    public OpenQuestion Question { get; private set; } = new();

    public IReadOnlyList<Choice> Areas { get; private set; } = [];

    public Task OnGet(string secret, string question, CancellationToken cancellation) => Load(secret, question, cancellation);

    public async Task<IActionResult> OnPost(string secret, string question, CancellationToken cancellation)
    {
        await Load(secret, question, cancellation);
        return await this.Send(
            proposals.WriteVoiceDownAsync(
                new WriteVoiceDownRequest
                {
                    RequestId = RequestId.ToString(),
                    Secret = secret,
                    Voice = new WrittenVoice
                    {
                        QuestionId = question, AreaCode = AreaCode ?? "", Words = TypedText.Lines(Words), Language = Language ?? "",
                    },
                },
                cancellationToken: cancellation),
            written => Links.PlayBack(secret, written.VoiceId));
    }

    private async Task Load(string secret, string question, CancellationToken cancellation)
    {
        await LoadListening(secret, cancellation);
        Question = Questions.FirstOrDefault(one => one.QuestionId == question) ?? new OpenQuestion();
        Areas = Voices.Questions.AreasOf(Round, Question, Listening.Link.AreaCode);
        if (Areas.Count == 1)
        {
            AreaCode = Areas[0].Value;
        }
    }
}
