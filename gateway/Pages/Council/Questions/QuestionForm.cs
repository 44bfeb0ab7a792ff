using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Platform.Calls;
using Participatory.Proposals.V1;
using Participatory.Words;

namespace Participatory.Gateway.Pages.Council.Questions;

/// <summary>The fields of a question, drawn by _QuestionForm: its words, its days, and that it may be closed.</summary>
public abstract class QuestionForm(CouncilDays days) : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? OpenTime { get; set; }

    /// <summary>The last day on which people can answer.</summary>
    [BindProperty]
    public string? CloseTime { get; set; }

    [BindProperty]
    public bool ClosedOnPurpose { get; set; }

    public Round Round { get; protected set; } = new();

    /// <summary>We have said that it can be answered by yes or no: from then on an officer may mean it.</summary>
    public bool MayMeanIt { get; private set; }

    /// <summary>The first day as an instant; null where it is none, which then stands beside its field.</summary>
    protected Timestamp? Opens => Read(nameof(OpenTime), OpenTime, 0);

    /// <summary>When the last day is over; null where it is none, which then stands beside its field.</summary>
    protected Timestamp? Closes => Read(nameof(CloseTime), CloseTime, 1);

    /// <summary>Notes that a refusal was about the words of a question, and leaves it to stand beside its field.</summary>
    protected bool Look(RpcException refusal)
    {
        MayMeanIt = ClosedOnPurpose || (!string.IsNullOrWhiteSpace(Words)
            && refusal.FieldFaults().Any(fault => fault.Name.EndsWith("words", StringComparison.Ordinal)));
        return false;
    }

    private Timestamp? Read(string field, string? typed, int later)
    {
        if (days.Read(typed) is { } day)
        {
            return days.Begin(day.AddDays(later));
        }

        ModelState.AddModelError(field, Participatory.Words.CouncilRounds.DayWrong);
        return null;
    }
}
