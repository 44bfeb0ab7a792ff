using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace Participatory.Counting.Pabulib;

/// <summary>
/// Finds short ids without a separator in them, eight bytes at a time. The lowest byte of a word is what comes first, on all machines that
/// .NET 10 runs on.
/// </summary>
internal sealed class PbPlainIds
{
    /// <summary>So many bytes are looked at; an id has to be shorter to be found here.</summary>
    public const int Longest = 16;

    private readonly Place[] places;
    private readonly ulong[] seconds;
    private readonly int shift;
    private ulong multiplier;

    public PbPlainIds(PbHeader header)
    {
        // Much room, and a multiplier that fits these ids: then the first place looked at is nearly always the right one. Multipliers are
        // drawn anew for each file, so that nobody can
        // prepare ids that collide.
        var size = BitOperations.RoundUpToPowerOf2((uint)header.Projects.Length + 1) * 8;
        (places, seconds) = (new Place[size], new ulong[size]);
        shift = 64 - BitOperations.Log2(size);
        var ids = Ids(header);
        var (best, fewest) = (0UL, int.MaxValue);
        for (var tries = Math.Clamp(8_192 / (ids.Count + 1), 1, 32); tries > 0 && fewest > 0; tries--)
        {
            multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;
            var collisions = Fill(ids);
            (best, fewest) = collisions < fewest ? (multiplier, collisions) : (best, fewest);
        }

        multiplier = best;
        Fill(ids);
    }

    // No id begins with a zero byte, so that a zero is an empty place.
    private readonly record struct Place(ulong First, int Project);

    /// <summary>The project with an id, or -1.</summary>
    /// <param name="bytes">The id and what follows it, at least <see cref="Longest"/> bytes.</param>
    /// <param name="length">How many bytes the id has, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ReadOnlySpan<byte> bytes, int length) =>
        length < 8 ? FindShort(BitConverter.ToUInt64(bytes) & ((1UL << (length * 8)) - 1)) : length < Longest
            ? FindLong(bytes, length) : -1;

    private static List<(ulong First, ulong Second, int Project)> Ids(PbHeader header)
    {
        var ids = new List<(ulong, ulong, int)>(header.Projects.Length);
        var id = new byte[Longest];
        for (var project = 0; project < header.Projects.Length; project++)
        {
            var bytes = Encoding.UTF8.GetBytes(header.Projects[project].Project.Id);
            if (bytes.Length is > 0 and < Longest && !bytes.Contains((byte)';'))
            {
                id.AsSpan().Clear();
                bytes.CopyTo(id, 0);
                ids.Add((BitConverter.ToUInt64(id), BitConverter.ToUInt64(id, 8), project));
            }
        }

        return ids;
    }

    /// <summary>Puts all ids in their places; says how many had to go elsewhere than where they are looked for first.</summary>
    private int Fill(List<(ulong First, ulong Second, int Project)> ids)
    {
        places.AsSpan().Clear();
        var collisions = 0;
        foreach (var (first, second, project) in ids)
        {
            var slot = Slot(first, second);
            for (; places[slot].First != 0; slot = (slot + 1) & (places.Length - 1))
            {
                collisions++;
            }

            (places[slot], seconds[slot]) = (new Place(first, project), second);
        }

        return collisions;
    }

    // The last byte of a short id's word is zero and that of a longer one's is not: the first word alone tells.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FindShort(ulong first)
    {
        for (var slot = Slot(first, 0); places[slot].First != 0; slot = (slot + 1) & (places.Length - 1))
        {
            if (places[slot].First == first)
            {
                return places[slot].Project;
            }
        }

        return -1;
    }

    private int FindLong(ReadOnlySpan<byte> bytes, int length)
    {
        var (first, second) = (BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]) & ((1UL << ((length - 8) * 8)) - 1));
        for (var slot = Slot(first, second); places[slot].First != 0; slot = (slot + 1) & (places.Length - 1))
        {
            if (places[slot].First == first && seconds[slot] == second)
            {
                return places[slot].Project;
            }
        }

        return -1;
    }

    private int Slot(ulong first, ulong second) =>
        (int)(((first * multiplier) ^ BitOperations.RotateLeft(second * multiplier, 32)) >> shift);
}
