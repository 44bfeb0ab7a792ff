namespace Participatory.Counting.Pabulib;

/// <summary>Lists what is forgiven in a file, or refuses it when the reader is strict.</summary>
internal sealed class PbForgiveness(bool strict)
{
    private readonly List<PbForgiven> list = [];

    public IReadOnlyList<PbForgiven> List => list;

    public long Count { get; private set; }

    public void Forgive(PbScanner row, int field, string? name, string what, int offset = 0)
    {
        var (line, column) = row.Place(field, offset);
        Forgive(line, column, name, what);
    }

    public void Forgive(int line, int column, string? name, string what)
    {
        if (strict)
        {
            throw new PbFormatException(line, column, name, what);
        }

        Count++;
        if (list.Count < PbLimits.Forgiven)
        {
            list.Add(new PbForgiven(line, column, name, what));
        }
    }
}
