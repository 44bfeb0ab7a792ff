using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Participatory.Gateway.Forms;
using Participatory.Gateway.People;
using Participatory.Types.V1;

namespace Participatory.Gateway.Pages.Council.Hiding;

/// <summary>An officer decides about what somebody reported; _Flags and _Judge draw it.</summary>
public abstract class JudgingModel : PageModel
{
    [BindProperty]
    public Guid RequestId { get; set; }

    /// <summary>The name of a <see cref="HidingJudgement"/>.</summary>
    [BindProperty]
    public string? Judgement { get; set; }

    /// <summary>The name of a <see cref="HidingReason"/>.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Of the words that stand here, where they can change; else 0.</summary>
    public virtual int VersionRead => 0;

    /// <summary>The id of the picture that stands beside them, where it is decided about with them; else empty.</summary>
    public virtual string PictureRead => "";

    /// <summary>It said something else before, which everybody can read.</summary>
    public virtual bool HasEarlier => false;

    /// <summary>That is hidden as well; asked only where <see cref="HasEarlier"/>.</summary>
    public virtual bool HideEarlier { get; set; }

    /// <summary>What people said of it.</summary>
    public IReadOnlyList<Flag> Flags { get; protected set; } = [];

    /// <summary>Whoever wrote it has asked for a second look.</summary>
    protected bool IsSecondLook { get; set; }

    public string SignedAs => Person.CallerOf(User).ShownAs;

    /// <summary>What the officer decides between.</summary>
    public IReadOnlyList<Choice> Judgements =>
    [
        new(nameof(HidingJudgement.Show), Words.CouncilHiding.Show, Words.CouncilHiding.ShowHint),
        IsSecondLook
            ? new(nameof(HidingJudgement.Keep), Words.CouncilHiding.Keep, Words.CouncilHiding.KeepHint)
            : new(nameof(HidingJudgement.Hide), Words.CouncilHiding.Hide, Words.CouncilHiding.HideHint),
    ];
}
