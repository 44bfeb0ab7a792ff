using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Storage;
using Participatory.Platform.Uploads;

namespace Participatory.People.Groups;

/// <summary>The logo or photo of a group. There is one at a time.</summary>
internal sealed record GroupPictureRow
{
    /// <summary>Its bytes.</summary>
    public static readonly FilePieces Pieces = new("group_picture_piece");

    private static readonly Sql Select = new("""
        SELECT picture_id, group_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_at FROM group_picture
        WHERE group_id = @groupId
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO group_picture (
            picture_id, group_id, alt_text, media_type, width, height, size_bytes, everybody_said_yes, added_at)
        VALUES (@PictureId, @GroupId, @AltText, @MediaType, @Width, @Height, @SizeBytes, @EverybodySaidYes, @AddedAt)
        """);

    private static readonly Sql DeleteOne = new("DELETE FROM group_picture WHERE picture_id = @PictureId");

    public string PictureId { get; init; } = "";
    public string GroupId { get; init; } = "";
    public string AltText { get; init; } = "";
    public string MediaType { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }
    public long SizeBytes { get; init; }
    public bool EverybodySaidYes { get; init; }
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Null where the group has none.</summary>
    public static Task<GroupPictureRow?> LoadOrNull(Session session, string groupId) =>
        session.One<GroupPictureRow?>(Select, new { groupId });

    public static Refusal NotFound() => new(PeopleReasons.GroupPictureNotFound, field: "group_id");

    /// <summary>Nothing of what a group had stays.</summary>
    public static async Task Delete(Transaction transaction, string groupId)
    {
        if (await LoadOrNull(transaction, groupId) is { } before)
        {
            await Pieces.Delete(transaction, before.PictureId);
            await transaction.Execute(DeleteOne, before);
        }
    }

    public async Task Add(Transaction transaction, byte[] file)
    {
        await transaction.Execute(Insert, this);
        await Pieces.Keep(transaction, PictureId, file);
    }

    public GroupPicture ToMessage() => new() { PictureId = PictureId, AltText = AltText, Width = Width, Height = Height };
}
