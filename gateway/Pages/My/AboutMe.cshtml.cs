using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Answers;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Question = Participatory.Accountability.V1.AboutMe;

namespace Participatory.Gateway.Pages.My;

/// <summary>Somebody says something about themselves, or not. It is never shown to them again, because nobody looks it up.</summary>
[OpenTo(Role.Person)]
public sealed class AboutMeModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    private const string NotSaid = "not-said";

    private Fairness fairness = new();

    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Age { get; set; }

    [BindProperty]
    public string? Disability { get; set; }

    [BindProperty]
    public string? Gender { get; set; }

    [BindProperty]
    public string? FirstTime { get; set; }

    [BindProperty]
    public string? Home { get; set; }

    [BindProperty]
    public string? Ethnicity { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public string RoundId { get; private set; } = "";

    public bool MaySay => fairness.MaySay;

    public IReadOnlyList<Choice> ChoicesOf(Question question) =>
    [
        .. fairness.Choices.Where(choices => choices.Question == question).SelectMany(choices => choices.Codes)
            .Select(code => new Choice(code, AnswerWords.Of(question, code))),
        new Choice(NotSaid, Words.MySteps.AboutNotSay),
    ];

    public Task OnGet(string id, CancellationToken cancellation) => Load(id, cancellation);

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        var request = new SayAboutMeRequest { RequestId = RequestId.ToString(), RoundId = RoundId };
        foreach (var (question, typed) in new[] { (Question.Age, Age), (Question.Disability, Disability), (Question.Gender, Gender),
            (Question.FirstTime, FirstTime), (Question.Home, Home), (Question.Ethnicity, Ethnicity), (Question.Language, Language) })
        {
            if (!string.IsNullOrEmpty(typed))
            {
                // "I would rather not say" also takes back what was said before.
                request.Said.Add(new Said { Question = question, Choice = typed == NotSaid ? "" : typed });
            }
        }

        return request.Said.Count == 0 ? Redirect("/my?thanks=true")
            : await this.Send(accountability.SayAboutMeAsync(request, cancellationToken: cancellation), "/my?thanks=true");
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        RoundId = Links.Read(id);
        fairness = await accountability.GetFairnessAsync(new GetFairnessRequest { RoundId = RoundId }, cancellationToken: cancellation);
    }
}
