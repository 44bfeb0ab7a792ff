using Participatory.Accountability.V1;
using Participatory.Gateway.Forms;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>A page that asks for a photo, what is on it, and who said yes to that.</summary>
public interface IPhotoFields
{
    IFormFile? Content { get; }

    string? AltText { get; }

    string? Recognised { get; }

    bool TheySaidYes { get; }

    bool ParentsSaidYes { get; }

    /// <summary>What the page sends on, before the bytes.</summary>
    AddPhotoRequest Facts(Guid requestId, string reportId) => new()
    {
        RequestId = requestId.ToString(),
        ReportId = reportId,
        AltText = AltText?.Trim() ?? "",
        Recognised = Choice.Of<Recognised>(Recognised),
        TheySaidYes = TheySaidYes,
        ParentsSaidYes = ParentsSaidYes,
    };
}
