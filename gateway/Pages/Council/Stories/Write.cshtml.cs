using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Access.V1;
using Participatory.Accountability.V1;
using Participatory.Gateway.Calls;
using Participatory.Gateway.Forms;
using Participatory.Gateway.Pages.My.Stories;
using Participatory.Gateway.People;
using Participatory.Gateway.Security;

namespace Participatory.Gateway.Pages.Council.Stories;

/// <summary>An officer writes down what a group said, for the group to confirm, or types in what it wrote on paper.</summary>
[OpenTo(Role.Officer)]
public sealed class WriteModel(AccountabilityService.AccountabilityServiceClient accountability) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>"talk" or "paper".</summary>
    [BindProperty(SupportsGet = true)]
    public string Way { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string?> Answers { get; set => field = TellForm.OfQuestions(value); } = [];

    [BindProperty]
    public string? Meeting { get; set; }

    [BindProperty]
    public string? Audience { get; set; }

    [BindProperty]
    public string? ToldBy { get; set; }

    public Report Report { get; private set; } = new();

    public bool IsTalk => Way == "talk";

    public string SignedAs => Person.CallerOf(User).ShownAs;

    /// <summary>Paper may answer no question of ours.</summary>
    public IEnumerable<Question> Questions => IsTalk ? Enum.GetValues<Question>().Where(question => question != Question.Unspecified)
        : [Question.Unspecified, .. Report.Questions];

    public IReadOnlyList<Choice> Meetings =>
    [
        new(nameof(Accountability.V1.Meeting.Visit), Words.CouncilStories.MeetingVisit),
        new(nameof(Accountability.V1.Meeting.Call), Words.CouncilStories.MeetingCall),
    ];

    public async Task OnGet(string id, CancellationToken cancellation)
    {
        await Load(id, cancellation);
        if (IsTalk && Report.Conversation is { } written)
        {
            foreach (var telling in written.Tellings)
            {
                Answers[telling.Question.ToString()] = telling.Words;
            }

            Meeting = written.Meeting.ToString();
        }
    }

    public async Task<IActionResult> OnPost(string id, CancellationToken cancellation)
    {
        var tellings = TellForm.Tellings(Answers, new Dictionary<string, string?>());
        if (IsTalk)
        {
            return await this.Send(
                accountability.WriteConversationAsync(
                    new WriteConversationRequest
                    {
                        RequestId = RequestId.ToString(), ReportId = id, Tellings = { tellings },
                        Meeting = Choice.Of<Meeting>(Meeting)
                    },
                    cancellationToken: cancellation),
                CouncilLinks.Story(id) + "?talked=true", () => Load(id, cancellation));
        }

        return await this.Send(
            accountability.TypeStoryAsync(
                new TypeStoryRequest
                {
                    RequestId = RequestId.ToString(), ReportId = id, Tellings = { tellings },
                    Audience = Choice.Of<Audience>(Audience), ToldBy = ToldBy?.Trim() ?? "",
                },
                cancellationToken: cancellation),
            CouncilLinks.Story(id), () => Load(id, cancellation));
    }

    private async Task Load(string id, CancellationToken cancellation)
    {
        Report = await accountability.GetReportAsync(new GetReportRequest { ReportId = id }, cancellationToken: cancellation);
        foreach (var question in Questions)
        {
            // Every field of the form has its place, also those in which nothing stands yet.
            Answers.TryAdd(question.ToString(), null);
        }
    }
}
