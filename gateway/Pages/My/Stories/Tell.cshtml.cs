using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.Shared;
using Participatory.Gateway.Security;
using Participatory.Gateway.Pages.Rounds;
using Participatory.Proposals.V1;
using Sentences = Participatory.Words.Telling;

namespace Participatory.Gateway.Pages.My.Stories;

/// <summary>
/// A group tells how it went: one screen for each question (one for the smallest grants), one for photos, and one to say
/// who may see it and send. Each screen has an address. What was written is a draft with the service from screen to screen, in which only
/// what stands on a screen is changed from there, so that two tabs do not undo each other; photos and voice notes are there as soon as
/// they are added.
/// </summary>
[OpenTo(Role.Person)]
[RequestSizeLimit(Pieces.MaxFormBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = Pieces.MaxFormBytes)]
public sealed partial class TellModel(
    AccountabilityService.AccountabilityServiceClient accountability, ProposalsService.ProposalsServiceClient proposals)
    : PageModel, IPhotoFields
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Step { get; set; }

    /// <summary>Nothing was told on any screen, and the last one was sent.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Missing { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    /// <summary>By the name of the question.</summary>
    [BindProperty]
    public Dictionary<string, string?> Answers { get; set => TellForm.Put(TellForm.OfQuestions(value), field); } = [];

    /// <summary>Whom a part is for that is not for the same people as the rest: by question, photo or voice note.</summary>
    [BindProperty]
    public Dictionary<string, string?> Parts { get; set => TellForm.Put(TellForm.OfParts(value), field); } = [];

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

    /// <summary>What says when we reply; null where nothing waits for a reply, or Proposals does not answer.</summary>
    public Round? Round { get; private set; }

    /// <summary>The question of this screen; null on the others. Where one sentence is asked for, it answers none.</summary>
    public Question? Asked => Step >= PhotoStep ? null : Report.Ask == Ask.Sentence ? Question.Unspecified : Report.Questions[Step];

    public int PhotoStep => Report.Questions.Count;

    public int SendStep => PhotoStep + 1;

    /// <summary>Everything but where one looks at what is told already.</summary>
    public bool CanBeTold => Report is { Story: null, Mine: true };

    public async Task OnGet(string report, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        TakeDraft(isSent: false);
        if (Report is { State: ReportState.Told })
        {
            Round = await RoundOf.IfKnown(proposals, Report.RoundId, cancellation);
        }

        if (Missing && !Told())
        {
            ModelState.AddModelError("", Sentences.WordsOrPhoto);
        }

        foreach (var telling in Report.Conversation?.Tellings.ToList() ?? [])
        {
            Answers[telling.Question.ToString()] = telling.Words;
        }
    }

    /// <summary>Goes on, goes back or sends, as the button says.</summary>
    public async Task<IActionResult> OnPost(string report, string? go, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        if (!CanBeTold)
        {
            // Sent twice, as a phone does whose line broke before it heard the answer: the first sending is in.
            return Redirect(Links.MyStory(report) + (go == "send" && Report is { Mine: true, Story: not null } ? "?sent=true" : ""));
        }

        TakeDraft(isSent: true);
        if (go == "send")
        {
            return await Send(report, cancellation);
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

        if (!ModelState.IsValid)
        {
            return Page();
        }

        return go == "next" && Step == PhotoStep && !Told() ? Redirect(At(Step) + "&missing=true") : Redirect(At(go switch
        {
            "next" => Step + 1,
            "back" => Step - 1,
            _ => int.TryParse(go, out var chosen) ? chosen : Step,
        }));
    }

    /// <summary>Keeps what is written, while it is being written; the script of the page asks for it.</summary>
    public async Task<IActionResult> OnPostDraft(string report, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        TakeDraft(isSent: true);
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

    /// <summary>Another officer is asked to look at what is hidden.</summary>
    public Task<IActionResult> OnPostAgain(string report, string part, CancellationToken cancellation) => this.Send(
        accountability.AskPartAgainAsync(
            new AskPartAgainRequest { RequestId = RequestId.ToString(), ReportId = report, PartId = part },
            cancellationToken: cancellation),
        Links.MyStory(report), () => OnGet(report, cancellation));

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
                    Audience = Choice.Of<Audience>(Audience),
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

    /// <summary>Does something beside the words of the screen, which are kept as well; then the screen comes again.</summary>
    private async Task<IActionResult> Change(string report, Func<Task<Report>> change, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        TakeDraft(isSent: true);
        if (await this.GoesThrough(change))
        {
            await KeepWords(report, cancellation);
        }

        return ModelState.IsValid ? Redirect(At(Step)) : await Again(report, cancellation);
    }

    private async Task<PageResult> Again(string report, CancellationToken cancellation)
    {
        await Load(report, cancellation);
        return Page();
    }

    private async Task KeepWords(string report, CancellationToken cancellation)
    {
        if (CanBeTold && Report.Conversation is null)
        {
            await KeepDraft(report, cancellation);
        }
    }

    /// <summary>The address of a screen.</summary>
    private string At(int step) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Links.MyStory(Report.ReportId)}?step={Math.Clamp(step, 0, SendStep)}");

    private bool Told() => !string.IsNullOrWhiteSpace(Words) || !string.IsNullOrWhiteSpace(Video)
        || Answers.Values.Any(answer => !string.IsNullOrWhiteSpace(answer)) || Report.Photos.Count + Report.Voices.Count > 0;

    /// <summary>Puts what the draft says where the screen says nothing.</summary>
    /// <param name="isSent">A screen was sent. Of the last one everything counts, also what was unticked.</param>
    private void TakeDraft(bool isSent)
    {
        if (Report.Draft is not { } draft)
        {
            return;
        }

        bool IsOnScreen(string field) => isSent && Request.Form.ContainsKey(field);
        var isLast = isSent && Step == SendStep;
        Words = IsOnScreen(nameof(Words)) ? Words : draft.Words;
        Video = IsOnScreen(nameof(Video)) ? Video : draft.Video;
        foreach (var telling in draft.Tellings)
        {
            var question = telling.Question.ToString();
            Answers[question] = IsOnScreen($"Answers[{question}]") ? Answers[question] : telling.Words;
            Parts[question] = isLast || telling.Audience == Accountability.V1.Audience.Unspecified
                ? Parts.GetValueOrDefault(question) : telling.Audience.ToString();
        }

        if (!isLast)
        {
            (ToldBy, WasHard) = (draft.ToldBy, draft.WasHard);
            Audience = draft.Audience == Accountability.V1.Audience.Unspecified ? null : draft.Audience.ToString();
        }
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
            Audience = Choice.Of<Audience>(Audience),
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
            select new PartAudience { PartId = part.Key, Audience = Choice.Of<Audience>(part.Value) });
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
            Audience = Choice.Of<Audience>(Audience),
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
