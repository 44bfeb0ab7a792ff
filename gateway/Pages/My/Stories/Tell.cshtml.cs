using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Sentences = Participatory.Words.Telling;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>
/// A group tells how it went: one screen for each question (one for the smallest grants), one for photos, and one to say
/// who may see it and send. What was written travels with the form and is kept as a draft with every step; photos and
/// voice notes are with the service as soon as they are added.
/// </summary>
[OpenTo(Role.Person)]
[RequestSizeLimit(Pieces.MaxFormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Pieces.MaxFormBytes)]
public sealed partial class TellModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel, IPhotoFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public int Step { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    /// <summary>By the name of the question.</summary>
    [BindProperty]
    public Dictionary<string, string?> Answers { get; set => field = TellForm.OfQuestions(value); } = [];

    /// <summary>Whom a part is for that is not for the same people as the rest: by question, photo or voice note.</summary>
    [BindProperty]
    public Dictionary<string, string?> Parts { get; set => field = TellForm.OfParts(value); } = [];

    [BindProperty]
    public string? ToldBy { get; set; }

    [BindProperty]
    public string? Audience { get; set; }

    [BindProperty]
    public bool WasHard { get; set; }

    [BindProperty]
    public string? Video { get; set; }

    /// <summary>Which writing of a conversation the group has read.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Sent { get; set; }

    public Report Report { get; private set; } = new();

    /// <summary>The question of this screen; null on the others. Where one sentence is asked for, it answers none.</summary>
    public Question? Asked => Step >= PhotoStep ? null : Report.Ask == Ask.Sentence ? Question.Unspecified : Report.Questions[Step];

    public int PhotoStep => Report.Questions.Count;

    public int SendStep => PhotoStep + 1;

    /// <summary>Everything but where one looks at what is told already.</summary>
    public bool CanBeTold => Report is { Story: null, Mine: true };

    public async Task OnGet(string report, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        if (Report.Draft is { } draft)
        {
            (Words, ToldBy, Video, WasHard) = (draft.Words, draft.ToldBy, draft.Video, draft.WasHard);
            foreach (var telling in draft.Tellings)
            {
                Answers[telling.Question.ToString()] = telling.Words;
            }

            Audience = draft.Audience == Accountability.V1.Audience.Unspecified ? null : draft.Audience.ToString();
        }

        foreach (var telling in Report.Conversation?.Tellings.ToList() ?? [])
        {
            Answers[telling.Question.ToString()] = telling.Words;
        }
    }

    /// <summary>Goes on, goes back or sends, as the button says.</summary>
    public async Task<IActionResult> OnPost(string report, string? go, CancellationToken cancellation)
    {
        if (go == "send")
        {
            return await Send(report, cancellation);
        }

        await Load(report, cancellation);
        if (!CanBeTold)
        {
            return Page();
        }

        // A file was chosen and "Continue" pressed before "Add": nobody means to leave it behind.
        if (go == "next")
        {
            await AddChosen(report, cancellation);
        }

        if (ModelState.IsValid)
        {
            await KeepDraft(report, cancellation);
        }

        Step = go switch
        {
            "next" when !Complete() => Step,
            "next" => Step + 1,
            "back" => Step - 1,
            _ => int.TryParse(go, out var chosen) ? chosen : Step,
        };
        Step = Math.Clamp(Step, 0, SendStep);
        return Page();
    }

    /// <summary>Keeps what is written, while it is being written; the script of the page asks for it.</summary>
    public async Task<IActionResult> OnPostDraft(string report, CancellationToken cancellation)
    {
        await KeepDraft(report, cancellation);
        return ModelState.IsValid ? new NoContentResult() : BadRequest();
    }

    /// <summary>Takes a part of a story that was sent back.</summary>
    public async Task<IActionResult> OnPostWithdraw(string report, string part, CancellationToken cancellation)
    {
        await accountability.WithdrawPartAsync(
            new WithdrawPartRequest { RequestId = RequestIds.From("withdraw", report, part), ReportId = report, PartId = part },
                cancellationToken: cancellation);
        return Redirect(Links.MyStory(report));
    }

    public async Task<IActionResult> OnPostConfirm(string report, CancellationToken cancellation)
    {
        return await this.Send(
            accountability.ConfirmConversationAsync(
                new ConfirmConversationRequest
                {
                    RequestId = RequestId.ToString(),
                    ReportId = report,
                    Version = Version,
                    Tellings = { TellForm.Tellings(Answers, Parts) },
                    ToldBy = ToldBy?.Trim() ?? "",
                    Audience = TellForm.Chosen<Audience>(Audience),
                    WasHard = WasHard,
                },
                cancellationToken: cancellation),
            Links.MyStory(report) + "?sent=true", () => Load(report, cancellation));
    }

    public Task<IActionResult> OnPostDecline(string report, CancellationToken cancellation) => Change(
        report,
        () => accountability.DeclineConversationAsync(
            new DeclineConversationRequest { RequestId = RequestId.ToString(), ReportId = report, Version = Version },
                cancellationToken: cancellation).ResponseAsync,
        cancellation);

    private async Task<IActionResult> Change(string report, Func<Task<Report>> change, CancellationToken cancellation)
    {
        await this.GoesThrough(change);

        await Load(report, cancellation);
        return Page();
    }

    private bool Complete()
    {
        if (Step == PhotoStep && string.IsNullOrWhiteSpace(Words) && string.IsNullOrWhiteSpace(Video)
            && Answers.Values.All(string.IsNullOrWhiteSpace) && Report.Photos.Count + Report.Voices.Count == 0)
        {
            ModelState.AddModelError("", Sentences.WordsOrPhoto);
        }

        return ModelState.IsValid;
    }

    private async Task<IActionResult> Send(string report, CancellationToken cancellation)
    {
        return await this.Send(
            accountability.SendStoryAsync(Story(report), cancellationToken: cancellation), Links.MyStory(report) + "?sent=true",
            () => Load(report, cancellation));
    }

    private SendStoryRequest Story(string report)
    {
        var story = new SendStoryRequest
        {
            RequestId = RequestId.ToString(),
            ReportId = report,
            Words = TellForm.Plain(Words),
            ToldBy = ToldBy?.Trim() ?? "",
            Audience = TellForm.Chosen<Audience>(Audience),
            WasHard = WasHard,
            Tellings = { TellForm.Tellings(Answers, Parts) },
        };
        if (!string.IsNullOrWhiteSpace(Video))
        {
            story.Videos.Add(new Video { Address = Video.Trim() });
        }

        story.Audiences.AddRange(
            from part in Parts
            where Guid.TryParse(part.Key, out _) && !string.IsNullOrEmpty(part.Value)
            select new PartAudience { PartId = part.Key, Audience = TellForm.Chosen<Audience>(part.Value) });
        return story;
    }

    private async Task KeepDraft(string report, CancellationToken cancellation)
    {
        var draft = new Draft
        {
            Words = TellForm.Plain(Words),
            ToldBy = ToldBy ?? "",
            Video = Video ?? "",
            WasHard = WasHard,
            Audience = TellForm.Chosen<Audience>(Audience),
            Tellings = { TellForm.Tellings(Answers, Parts) },
        };
        await this.GoesThrough(async () => await accountability.KeepDraftAsync(
            new KeepDraftRequest { RequestId = Guid.NewGuid().ToString(), ReportId = report, Draft = draft },
                cancellationToken: cancellation));
    }

    private async Task Load(string report, CancellationToken cancellation)
    {
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = report }, cancellationToken: cancellation);
        FileRequestId = FileRequestId == Guid.Empty ? Guid.NewGuid() : FileRequestId;
        Step = Math.Clamp(Step, 0, SendStep);

        // Every field of the form has its place, also those in which nothing stands yet.
        List<Question> questions = [.. Report.Questions, .. Report.Conversation?.Tellings.Select(telling => telling.Question) ?? []];
        questions.ForEach(question => Answers.TryAdd(question.ToString(), null));
        List<string> parts = [.. Answers.Keys, .. Report.Photos.Select(photo => photo.PhotoId),
            .. Report.Voices.Select(voice => voice.VoiceId)];
        parts.ForEach(part => Parts.TryAdd(part, null));
    }
}
