namespace SolutionPackager;

/// <summary>What Dataverse brings along: the tables and columns that a solution may refer to without containing them.</summary>
public interface IStandardTables
{
    /// <summary>Whether every environment has the table.</summary>
    /// <param name="table">Logical name, lower case.</param>
    bool HasTable(string table);

    /// <summary>Whether the table has the column.</summary>
    /// <param name="table">Logical name, lower case, of a table for which <see cref="HasTable"/> is true.</param>
    /// <param name="column">Logical name, lower case.</param>
    bool HasColumn(string table, string column);
}
